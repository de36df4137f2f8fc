package dev.emitter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run keeps of its requests on disk: what helps, and no secret. */
@Tag("FPT")
final class AttemptHeadsRunTest {

  private static final String BEARER = "bearer-of-bad-news";
  private static final String COOKIE = "cookie-of-the-receiver";

  @TempDir Path folder = Path.of("");
  private final HttpServer server;

  AttemptHeadsRunTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @BeforeEach
  void listen() {
    server.createContext("/", AttemptHeadsRunTest::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  /** Refuses the first event; both answers are longer than what is kept of a delivery. */
  private static void answer(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    String id = String.valueOf(exchange.getRequestHeaders().getFirst("ce-id"));
    String token = exchange.getRequestHeaders().getFirst("Authorization");
    byte[] body = (token + " is seen. " + "x".repeat(600)).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Set-Cookie", "session=" + COOKIE);
    exchange.sendResponseHeaders(id.endsWith("1") ? 422 : 200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Test
  void secretsAreNotOnDiskAndADeliveryTakesLittleRoom() throws IOException {
    Shell shell = new Shell(folder);
    shell.write(
        "identities.json", "{\"erp\": {\"type\": \"bearer\", \"token\": \"" + BEARER + "\"}}");
    shell.write(
        "emitters/orders-to-erp.json",
        """
        {"type": "Webhook", "topics": [["orders"]], "identityRef": "erp",
         "parameters": {"url": "http://127.0.0.1:%d/"}}
        """
            .formatted(server.getAddress().getPort()));
    shell.write("events.ndjson", event(1) + event(2));
    Shell.Result run =
        shell.run(
            "run",
            "--emitters",
            shell.path("emitters").toString(),
            "--identities",
            shell.path("identities.json").toString(),
            "--data",
            shell.path("data").toString(),
            shell.path("events.ndjson").toString());
    assertThat(run.err()).doesNotContain(BEARER);
    String data = everything(shell.path("data"));
    assertThat(data)
        .containsIgnoringCase("Set-Cookie")
        .doesNotContain(BEARER)
        .doesNotContain(COOKIE);
    assertThat(data.lines().filter(line -> line.contains("\"DELIVERED\"")))
        .singleElement()
        .satisfies(line -> assertThat(line.length()).isLessThan(300));

    Shell.Result heads =
        shell.run("log", "attempts", "--heads", "--data", shell.path("data").toString());
    assertThat(heads.out().lines().map(String::strip))
        .contains("> Authorization: ****", "> {\"total\":1}", "< Set-cookie: ****");
  }

  private static String event(int number) {
    return """
        {"topic": ["orders"], "event": {"specversion": "1.0", "type": "com.example.order.placed", \
        "source": "https://shop.example/eu", "id": "0190f5b2-7c7e-7d3a-9b1c-00000000000%d", \
        "datacontenttype": "application/json", "data": {"total":%d}}}
        """
        .formatted(number, number);
  }

  private static String everything(Path data) throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        all.append(Files.readString(file, StandardCharsets.ISO_8859_1)).append('\n');
      }
    }
    return all.toString();
  }
}
