package dev.emitter.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator reads when no broker answers: our line, not one of Kafka's for each try. */
@Tag("X1")
final class KafkaLogsTest {

  @TempDir private Path folder = Path.of("");

  @Test
  void aBrokerThatCannotBeReachedIsToldInOneLineOfOurs() throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    assumeTrue(Files.isExecutable(java), "no java to start a process with");
    Shell shell = new Shell(folder);
    shell.write(
        "emitters/k.json",
        """
        {"type": "Kafka",
         "parameters": {
           "brokers": "localhost:1", "topic": "orders", "exactlyOnce": true, "timeout": "1s"}}
        """);
    Path events = shell.write("events.ndjson", Shell.line("orders", "1"));
    Path err = folder.resolve("err.txt");
    Process run =
        new ProcessBuilder(
                java.toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "run",
                "--emitters",
                folder.resolve("emitters").toString(),
                "--data",
                folder.resolve("data").toString(),
                "--drain",
                "10m",
                events.toString())
            .redirectError(err.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> Files.readString(err).contains("is tried again"));
    } finally {
      run.destroyForcibly();
    }
    assertThat(Files.readAllLines(err))
        .filteredOn(line -> line.contains("emitter k: "))
        .hasSize(1)
        .allMatch(line -> line.contains("localhost:1"));
    assertThat(err).content().doesNotContain("[Producer", "[AdminClient");
  }
}
