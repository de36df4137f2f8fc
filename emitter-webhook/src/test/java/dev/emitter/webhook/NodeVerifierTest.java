package dev.emitter.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.emitter.definition.Secret;
import dev.emitter.event.Payload;
import dev.emitter.http.HttpHeader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The verifier of Standard Webhooks for Node accepts our signatures, and no changed message. */
class NodeVerifierTest {

  private static final Path FOLDER = Path.of("target", "node-verifier");
  private static final String VERSION = "standardwebhooks@1.0.0";
  private static final String SCRIPT =
      "const {Webhook} = require('standardwebhooks'); const [secret, body, id, at, signature] ="
          + " process.argv.slice(1); new Webhook(secret).verify(body, {'webhook-id': id,"
          + " 'webhook-timestamp': at, 'webhook-signature': signature});";

  @Test
  void acceptsOurSignaturesOnly() throws Exception {
    install();
    String old = "whsec_" + Base64.getEncoder().encodeToString(new byte[24]);
    String young = "whsec_" + Base64.getEncoder().encodeToString(new byte[64]);
    String body = "{\"naïve\":\"日本\"}";
    List<HttpHeader> headers =
        Signing.STANDARD
            .signer(List.of(Secret.of(old), Secret.of(young)))
            .sign("a.b", Instant.now(), Payload.of(body.getBytes(StandardCharsets.UTF_8)));

    assertThat(verify(old, body, headers)).isZero();
    assertThat(verify(young, body, headers)).isZero();
    assertThat(verify(young, body + " ", headers)).isNotZero();
    assertThat(verify(old.replace("AAAA", "AAAB"), body, headers)).isNotZero();
  }

  private static int verify(String secret, String body, List<HttpHeader> headers)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("node", "-e", SCRIPT, secret, body));
    headers.forEach(header -> command.add(header.value()));
    return run(command);
  }

  private static void install() throws IOException, InterruptedException {
    Path installed = FOLDER.resolve("node_modules/standardwebhooks/package.json");
    if (Files.exists(installed)) {
      return;
    }
    Files.createDirectories(FOLDER);
    Files.writeString(FOLDER.resolve("package.json"), "{\"private\":true}");
    int status = 1;
    try {
      status = run(List.of("npm", "install", "--no-audit", "--no-fund", VERSION));
    } catch (IOException e) { // there is no npm
      assumeTrue(false, "needs Node with npm: " + String.valueOf(e.getMessage()));
    }
    assumeTrue(status == 0, "npm could not install " + VERSION + "; see " + FOLDER + "/log.txt");
  }

  private static int run(List<String> command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .directory(FOLDER.toFile())
            .redirectErrorStream(true)
            .redirectOutput(FOLDER.resolve("log.txt").toFile())
            .start();
    if (!process.waitFor(120, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      return 1;
    }
    return process.exitValue();
  }
}
