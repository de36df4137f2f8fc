package dev.emitter.file;

import static dev.emitter.testkit.EmitterAssertions.assertThat;
import static dev.emitter.testkit.EmitterAssertions.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.Emitters;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.testkit.EmitterExtension;
import dev.emitter.testkit.RecordedEvents;
import dev.emitter.testkit.TestEmitters;
import dev.emitter.topic.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The test kit, on the JUnit of this build: with the channel replaced, and with the real one. */
@Tag("U2")
@ExtendWith(EmitterExtension.class)
final class FileInTestEmittersTest {

  private static final Topic ORDERS = Topic.of("orders");

  @TempDir Path folder;

  private EmitterDefinition definition() {
    return EmitterDefinition.builder("file", "File")
        .parameter("path", folder.resolve("all.log").toString())
        .build();
  }

  @Test
  void isReplacedByAChannelThatWritesNothing(Emitters emitters, RecordedEvents events) {
    emitters.register(definition());
    emitters.publish(ORDERS, "order.placed", Map.of("total", 1));
    assertThat(events).deliveredTo("file", event("order.placed").with("total", 1));
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void isReal() {
    try (TestEmitters test =
        TestEmitters.builder()
            .realChannel(new FileChannelProvider())
            .definition(definition())
            .start()) {
      test.emitters().publish(ORDERS, "order.placed", Map.of("total", 1));
      assertThat(test.events()).deliveredTo("file", event("order.placed"));
      assertThat(folder.resolve("all.log")).content().contains("order.placed");
    }
  }

  @Nested
  final class Within {

    @Test
    void isTriedAgain(TestEmitters test) {
      test.emitters().register(definition());
      test.script("file").answerNext(503, Duration.ofHours(1));
      test.emitters().publish(ORDERS, "order.placed", Map.of());
      test.advance(Duration.ofHours(1));
      assertThat(test.events()).deliveredTo("file", event()).failedAttempts("file", 1);
    }
  }
}
