package dev.emitter.examples.customchannel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emitter.Emitters;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.topic.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

final class TcpChannelTest {

  private final List<String> lines = new CopyOnWriteArrayList<>();

  private String take(String line) {
    lines.add(line);
    return lines.size() == 1 ? "not now" : "ok"; // the first time only
  }

  private static EmitterDefinition definition(int port) {
    return EmitterDefinition.builder("desk", "tcp").parameter("port", port).build();
  }

  @Test
  void isFoundByItsNameAndSendsAgainWhatWasRefused() throws IOException {
    try (LineReceiver receiver = LineReceiver.start(this::take);
        Emitters emitters = Emitters.builder().start()) {
      emitters.register(definition(receiver.port()));
      emitters.publish(Topic.of("parcels"), "parcel.scanned", "P-1");
      emitters.publish(Topic.of("parcels"), "parcel.scanned", "P-2");

      assertThat(emitters.awaitIdle(Duration.ofSeconds(60))).isTrue();
      assertThat(lines).hasSize(3);
      assertThat(lines.get(1)).isEqualTo(lines.get(0)).contains("\"data\":\"P-1\"");
      assertThat(lines.get(2)).contains("\"data\":\"P-2\"");
    }
  }

  @Test
  void refusesAPortThatIsNone() {
    try (Emitters emitters = Emitters.builder().start()) {
      assertThatThrownBy(() -> emitters.register(definition(70_000)))
          .hasMessageContaining("port")
          .hasMessageContaining("65,535");
    }
  }

  @Test
  void takesFewerThanSixtyLines() throws IOException {
    Path source =
        Path.of("src/main/java/dev/emitter/examples/customchannel", "TcpChannelProvider.java");
    assertThat(Files.readAllLines(source))
        .filteredOn(line -> !line.isBlank() && !line.matches("(import|package| ?\\*|/\\*\\*).*"))
        .hasSizeLessThan(60);
  }
}
