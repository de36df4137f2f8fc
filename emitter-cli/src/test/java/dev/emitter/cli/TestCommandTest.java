package dev.emitter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code emitter test}: what becomes of a sample event. */
@Tag("FPT")
final class TestCommandTest {

  private static final int HANGS = -1;

  @TempDir Path folder = Path.of("");
  private final AtomicInteger requests = new AtomicInteger();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile int status = 200;
  private final HttpServer server;

  TestCommandTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @BeforeEach
  void listen() {
    server.createContext(
        "/",
        exchange -> {
          requests.incrementAndGet();
          exchange.getRequestBody().readAllBytes();
          if (status == HANGS) {
            awaitEnd();
          }
          exchange.getResponseHeaders().add("Location", "https://elsewhere.example/");
          exchange.sendResponseHeaders(Math.abs(status), -1);
          exchange.close();
        });
    server.start();
  }

  private void awaitEnd() {
    try {
      assertThat(ended.await(1, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @AfterEach
  void stop() {
    ended.countDown();
    server.stop(0);
  }

  private Path definition(String more) throws IOException {
    String url = "http://localhost:" + server.getAddress().getPort() + "/";
    return Files.writeString(
        folder.resolve("orders.json"),
        "{\"type\": \"Webhook\", \"topics\": [[\"orders\"]], \"filter\": \"total > 5\","
            + " \"parameters\": {\"url\": \""
            + url
            + "\", \"timeout\": \""
            + (status == HANGS ? "2s" : "60s")
            + "\""
            + more
            + "}}");
  }

  @ParameterizedTest
  @CsvSource({
    "200, 0, taken",
    "302, 3, not taken",
    "500, 3, not taken",
    "410, 3, refused for good"
  })
  void printsWhatTheReceiverAnswered(int answer, int exit, String words) throws Exception {
    status = answer;
    Shell.Result result = new Shell(folder).run("test", definition("").toString());
    assertThat(result.status()).isEqualTo(exit);
    assertThat(result.out())
        .startsWith("orders: " + words)
        .contains("status " + answer)
        .contains(" ms");
    assertThat(requests).hasValue(1);
  }

  @Test
  void endsWhereTheReceiverDoesNotAnswer() throws Exception {
    status = HANGS;
    Shell.Result result = new Shell(folder).run("test", definition("").toString());
    assertThat(result.status()).isEqualTo(ExitStatus.UNDELIVERED);
    assertThat(result.out())
        .startsWith("orders: not taken: http://localhost:")
        .contains("gave no answer within 2 s");
  }

  @Test
  void testsAllDefinitionsOfAFolder() throws Exception {
    definition("");
    Shell.Result result = new Shell(folder).run("test", folder.toString());
    assertThat(result.status()).isZero();
    assertThat(result.out()).startsWith("orders: taken");
  }

  @Test
  void sendsNothingWhereADefinitionIsWrong() throws Exception {
    Shell.Result result =
        new Shell(folder).run("test", definition(", \"mode\": \"odd\"").toString());
    assertThat(result.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(result.err()).contains("$.parameters.mode");
    assertThat(requests).hasValue(0);
  }
}
