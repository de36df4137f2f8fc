package dev.emitter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
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

  private static final String TOKEN = "t0ken-of-this-run-91c2";
  private static final String SECRET = "s3cret-of-the-client-77d1";

  /** The secret as the token endpoint gets it. */
  private static final String ENCODED =
      Base64.getEncoder().encodeToString(("c:" + SECRET).getBytes(StandardCharsets.UTF_8));

  @TempDir Path folder = Path.of("");
  private final AtomicInteger posts = new AtomicInteger();
  private PowerBiService service;

  @BeforeEach
  void listen() throws IOException {
    service = PowerBiService.start(TOKEN, this::answer);
  }

  @AfterEach
  void stop() {
    service.close();
  }

  /** Fails at first, refuses the row "bad", and repeats all that it was sent. */
  private void answer(HttpExchange exchange, String path, String body) throws IOException {
    String credentials = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
    if (path.endsWith("/rows")) {
      int status = posts.incrementAndGet() == 1 ? 500 : body.contains("bad") ? 400 : 200;
      exchange.getResponseHeaders().set("X-You-Sent", credentials);
      PowerBiService.reply(
          exchange,
          status,
          "{\"error\":{\"code\":\"Oops\",\"message\":\"you sent " + credentials + "\"}}");
    } else {
      PowerBiService.describe(exchange, path, "Sales", "Orders");
    }
  }

  private Shell shell() {
    Shell shell = new Shell(folder);
    service.writeIdentities(shell, "hidden/identities.json", SECRET);
    service.writeDefinition(
        shell,
        "x",
        "t",
        "Sales",
        "Orders",
        "{\"name\": \"Id\", \"type\": \"String\", \"lookup\": \"event.id\"}");
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
