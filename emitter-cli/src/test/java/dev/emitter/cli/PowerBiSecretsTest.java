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
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tokens and secrets are in no output and no file of a run, also where the service repeats them.
 */
@Tag("C5")
@Timeout(240)
final class PowerBiSecretsTest {

  private static final String GROUP = "f089354e-8366-4e18-aea3-4cb4a3a50b48";
  private static final String TOKEN = "t0ken-of-this-run-91c2";
  private static final String SECRET = "s3cret-of-the-client-77d1";

  /** The secret as the token endpoint gets it. */
  private static final String ENCODED =
      Base64.getEncoder().encodeToString(("c:" + SECRET).getBytes(StandardCharsets.UTF_8));

  @TempDir Path folder = Path.of("");
  private final AtomicInteger posts = new AtomicInteger();
  private final HttpServer server;

  PowerBiSecretsTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @BeforeEach
  void listen() {
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  /** Fails at first, refuses the row "bad", and repeats all that it was sent. */
  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String path = exchange.getRequestURI().getPath();
    String credentials = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
    if (path.equals("/token")) {
      reply(
          exchange,
          200,
          "{\"access_token\":\"" + TOKEN + "\",\"token_type\":\"Bearer\",\"expires_in\":3600}");
    } else if (path.endsWith("/rows")) {
      int status = posts.incrementAndGet() == 1 ? 500 : body.contains("bad") ? 400 : 200;
      exchange.getResponseHeaders().set("X-You-Sent", credentials);
      reply(
          exchange,
          status,
          "{\"error\":{\"code\":\"Oops\",\"message\":\"you sent " + credentials + "\"}}");
    } else {
      reply(
          exchange,
          200,
          path.endsWith("/tables")
              ? "{\"value\":[{\"name\":\"Orders\"}]}"
              : "{\"value\":[{\"id\":\"d1\",\"name\":\"Sales\"}]}");
    }
    exchange.close();
  }

  private static void reply(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private Shell shell() {
    String service = "http://127.0.0.1:" + server.getAddress().getPort();
    Shell shell = new Shell(folder);
    shell.write(
        "hidden/identities.json",
        """
        {"bi": {"type": "oauth2", "tokenUri": "%s/token", "clientId": "c", "clientSecret": "%s"}}
        """
            .formatted(service, SECRET));
    shell.write(
        "emitters/orders.json",
        """
        {"type": "PowerBI", "topics": [["x"]], "messages": ["t"], "identityRef": "bi",
         "parameters": {"id": "d1", "schema": "Sales", "name": "Orders", "group": "%s",
          "endpoint": "%s", "batch": {"wait": "0ms"},
          "columns": [{"name": "Id", "type": "String", "lookup": "event.id"}]}}
        """
            .formatted(GROUP, service));
    shell.write("events.ndjson", Shell.line("x", "good") + Shell.line("x", "bad"));
    return shell;
  }

  @Test
  void areInNoOutputAndNoFile() throws Exception {
    Shell shell = shell();
    List<String> outputs = new ArrayList<>();
    String identities = shell.path("hidden/identities.json").toString();
    Shell.Result run =
        shell.publish(
            "events.ndjson",
            "--identities",
            identities,
            "--data",
            shell.path("data").toString(),
            "--report",
            shell.path("report.json").toString(),
            "--acks",
            shell.path("acks.txt").toString());
    assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.UNDELIVERED); // one is parked
    outputs.add(run.out() + run.err());
    List<Shell.Result> told =
        List.of(
            shell.log("list", "--identities", identities),
            shell.run("log", "attempts", "--data", shell.path("data").toString()));
    for (Shell.Result one : told) {
      assertThat(one.status()).as(one.err()).isZero();
      outputs.add(one.out() + one.err());
    }
    assertThat(String.join("\n", outputs)).contains("Oops").doesNotContain(TOKEN, SECRET, ENCODED);

    int searched = 0;
    try (var files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.toString().equals(identities)) {
          assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
              .as(file.toString())
              .doesNotContain(TOKEN)
              .doesNotContain(SECRET)
              .doesNotContain(ENCODED);
          searched++;
        }
      }
    }
    assertThat(searched).isGreaterThan(5);
    assertThat(posts).hasValueGreaterThan(2);
  }
}
