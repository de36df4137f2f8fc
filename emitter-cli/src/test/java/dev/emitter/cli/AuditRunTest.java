package dev.emitter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code emitter run} keeps events for their user, and {@code emitter audit} reads them. */
@Tag("C2")
final class AuditRunTest {

  @TempDir Path folder = Path.of("");

  @Test
  void keepsTheRealEventsThatItSelectsInOrder() throws IOException {
    Shell shell = new Shell(folder);
    shell.write(
        "emitters/issues.json",
        """
        {"type": "Audit", "owner": "ann", "topics": [["github"]], "filter": "issue != null"}
        """);
    String data = folder.resolve("data").toString();

    Shell.Result run =
        shell.run(
            "run",
            "--emitters",
            folder.resolve("emitters").toString(),
            "--data",
            data,
            RealEvents.file().toString());
    Shell.Result read =
        shell.run("audit", "read", folder.resolve("data/audit").toString(), "issues");
    Shell.Result verified = shell.run("audit", "verify", folder.resolve("data/audit").toString());

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(read.status()).as(read.err()).isZero();
    assertThat(verified.status()).as(verified.out() + verified.err()).isZero();
    byte[] stored = read.out().getBytes(StandardCharsets.UTF_8);
    assertThat(RealEvents.read(new ByteArrayInputStream(stored)))
        .isEqualTo(RealEvents.events().stream().filter(AuditRunTest::hasIssue).toList())
        .isNotEmpty();
  }

  @Test
  void signsWhatBecomesOfItsFiles() throws Exception {
    Shell shell = new Shell(folder);
    shell.write(
        "emitters/all.json",
        """
        {"type": "Audit", "owner": "ann", "topics": [["github"]], "parameters": {"maxBytes": 1048576}}
        """);
    KeyPair key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    KeyPair other = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    Path secret = pem("PRIVATE KEY", "secret.pem", key.getPrivate());
    String data = folder.resolve("data").toString();
    Shell.Result run =
        shell.run(
            "run",
            "--emitters",
            folder.resolve("emitters").toString(),
            "--data",
            data,
            "--audit-key",
            secret.toString(),
            RealEvents.file().toString());
    assertThat(run.status()).as(run.err()).isZero();
    Shell.Result erased =
        shell.run(
            "audit",
            "erase",
            data,
            "all",
            "--filter",
            "event.type != null",
            "--by",
            "bob",
            "--audit-key",
            secret.toString());
    assertThat(erased.status()).as(erased.err()).isZero();
    Shell.Result verified = verify(shell, data, pem("PUBLIC KEY", "key.pem", key.getPublic()));
    assertThat(verified.status()).as(verified.out() + verified.err()).isZero();
    assertThat(verified.out()).containsPattern("[0-9]+ signatures: as written");
    Shell.Result forged = verify(shell, data, pem("PUBLIC KEY", "other.pem", other.getPublic()));
    assertThat(forged.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(forged.err()).contains("is not signed by this key");
    assertThat(verify(shell, data, secret).err())
        .contains("is a private key", "openssl pkey -in " + secret + " -pubout");
  }

  private static Shell.Result verify(Shell shell, String data, Path key) {
    return shell.run("audit", "verify", data, "--public-key", key.toString());
  }

  private Path pem(String kind, String name, Key key) throws IOException {
    String base64 = Base64.getMimeEncoder().encodeToString(key.getEncoded());
    return Files.writeString(
        folder.resolve(name),
        "-----BEGIN " + kind + "-----\n" + base64 + "\n-----END " + kind + "-----\n");
  }

  @Test
  void othersReadWhatIsDownloaded() throws Exception {
    Shell shell = new Shell(folder);
    shell.write("emitters/all.json", "{\"type\": \"Audit\", \"owner\": \"ann\"}");
    String data = folder.resolve("data").toString();
    Shell.Result run =
        shell.run(
            "run",
            "--emitters",
            folder.resolve("emitters").toString(),
            "--data",
            data,
            RealEvents.file().toString());
    assertThat(run.status()).as(run.err()).isZero();
    String count = Integer.toString(RealEvents.events().size());
    for (String format : List.of("ndjson", "json", "csv")) {
      Shell.Result read = shell.run("audit", "read", data, "all", "--format", format, "--pretty");
      shell.write("all." + format, read.out());
    }
    assertThat(told("jq", "-s", "length", "all.ndjson")).isEqualTo(count);
    assertThat(told("jq", "map(.id)|unique|length", "all.json")).isEqualTo(count);
    assertThat(told("python3", "-c", "import json;print(len(json.load(open('all.json'))))"))
        .isEqualTo(count);
    assertThat(
            told(
                "python3",
                "-c",
                "import csv;csv.field_size_limit(2**31-1);"
                    + "print(len({row['id'] for row in csv.DictReader(open('all.csv',newline=''))}))"))
        .isEqualTo(count);
  }

  /** Returns what a program prints; the test is skipped where it is not here. */
  private String told(String... command) throws IOException, InterruptedException {
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
    } catch (IOException e) {
      return Assumptions.abort(command[0] + " is not here");
    }
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(out).isZero();
    return out.strip();
  }

  private static boolean hasIssue(JsonNode event) {
    return event.at("/data/issue").isObject();
  }
}
