package dev.emitter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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

  private static boolean hasIssue(JsonNode event) {
    return event.at("/data/issue").isObject();
  }
}
