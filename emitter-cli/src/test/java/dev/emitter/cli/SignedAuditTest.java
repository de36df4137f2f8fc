package dev.emitter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.cli.Shell.Result;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** No command adds an unsigned line to an audit that was signed. */
@Tag("C2")
@Timeout(120)
final class SignedAuditTest {

  private static final String WHY = "is signed, and would be reported as forged";

  @TempDir Path folder = Path.of("");
  private Shell shell = new Shell(folder);

  @BeforeEach
  void sign() throws Exception {
    shell = new Shell(folder);
    shell.write(
        "emitters/mine.json", "{\"type\": \"Audit\", \"owner\": \"ann\", \"topics\": [[\"a\"]]}");
    shell.write("emitters/all.json", "{\"type\": \"Console\", \"topics\": [[\"a\"]]}");
    shell.write("events.ndjson", Shell.line("a", "1") + Shell.line("a", "2"));
    KeyPair key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    write("secret.pem", "PRIVATE KEY", key.getPrivate());
    write("public.pem", "PUBLIC KEY", key.getPublic());
    Result run = run("--audit-key", path("secret.pem"));
    assertThat(run.status()).as(run.err()).isZero();
  }

  private void write(String name, String kind, Key key) {
    String base64 = Base64.getMimeEncoder().encodeToString(key.getEncoded());
    shell.write(name, "-----BEGIN " + kind + "-----\n" + base64 + "\n-----END " + kind + "-----\n");
  }

  private String path(String name) {
    return shell.path(name).toString();
  }

  private Result run(String... more) {
    List<String> options = new ArrayList<>(List.of("--data", path("data")));
    options.addAll(List.of(more));
    return shell.publish("events.ndjson", options.toArray(String[]::new));
  }

  private void expectIntact() {
    Result verified =
        shell.run("audit", "verify", path("data"), "--public-key", path("public.pem"));
    assertThat(verified.status()).as(verified.err()).isZero();
  }

  @Test
  void aRunWithoutTheKeyIsRefusedByTheNameOfTheEmitter() {
    Result refused = run();
    assertThat(refused.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(refused.err()).contains("mine.json", "$.type", WHY, "--audit-key FILE");
    expectIntact();
    Result run = run("--audit-key", path("secret.pem"));
    assertThat(run.status()).as(run.err()).isZero();
    expectIntact();
  }

  @Test
  void erasingWithoutTheKeyIsRefused() {
    String[] erase = {"audit", "erase", path("data"), "mine", "--event", "1", "--by", "bob"};
    Result refused = shell.run(erase);
    assertThat(refused.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(refused.err()).contains("mine", WHY, "--audit-key FILE");
    assertThat(refused.out()).isEmpty();
    expectIntact();
  }

  @Test
  void resubmittingWithoutTheKeyIsRefusedForThatEmitterAlone() {
    Result refused = shell.log("resubmit", "--emitter", "mine", "--all");
    assertThat(refused.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(refused.err()).contains("mine.json", "$.type", WHY);
    expectIntact();
    assertThat(shell.log("resubmit", "--emitter", "all", "--all").status()).isZero();
    Result signed =
        shell.log("resubmit", "--emitter", "mine", "--all", "--audit-key", path("secret.pem"));
    assertThat(signed.status()).as(signed.err()).isZero();
    expectIntact();
  }

  @Test
  void whoOnlyLooksNeedsNoKey() {
    assertThat(shell.log("list").out()).contains("mine", "delivered");
    assertThat(shell.run("audit", "list", path("data")).status()).isZero();
    assertThat(shell.run("audit", "verify", path("data")).status()).isZero();
    assertThat(shell.log("skip", "mine", "--to", "now").out()).contains("0 waiting events skipped");
  }
}
