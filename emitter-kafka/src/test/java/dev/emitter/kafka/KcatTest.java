package dev.emitter.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.emitter.channel.DeliveryResult.Delivered;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Another client, in another language, reads what was written. */
@Tag("C6")
final class KcatTest {

  @Test
  void readsWhatWasWritten() throws Exception {
    assumeTrue(isInstalled(), "kcat is not installed");
    Kafka kafka = Kafka.get();
    String topic = kafka.topic();
    try (Bench bench =
        Bench.open(
            new KafkaChannelProvider(),
            Bench.definition(kafka.broker().plaintext(), topic)
                .parameter("keyExpression", "n")
                .build())) {
      assertThat(bench.deliver(Bench.withData("1", "{\"n\":7}"))).isInstanceOf(Delivered.class);
    }
    assertThat(read(kafka, topic))
        .contains("7|{\"n\":7}|")
        .contains("ce_id=1")
        .contains("content-type=application/json");
  }

  private static boolean isInstalled() {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "kcat")));
  }

  private static String read(Kafka kafka, String topic) throws Exception {
    Path output = Files.createTempFile("kcat", ".txt");
    List<String> command =
        List.of(
            "kcat",
            "-C",
            "-e",
            "-q",
            "-b",
            kafka.broker().plaintext(),
            "-t",
            topic,
            "-f",
            "%k|%s|%h\\n");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    if (!process.waitFor(120, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    return Files.readString(output, StandardCharsets.UTF_8);
  }
}
