package dev.emitter.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.emitter.Emitters;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.log.disk.DiskEventLog;
import dev.emitter.topic.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What waits when a process ends in order is there in the next one, however short the retention.
 */
@Tag("R1")
final class ClosedBacklogTest {

  private static final Topic TOPIC = Topic.of("n");
  private static final int EVENTS = 60;
  private static final String DATA = "\"" + "x".repeat(1_000) + "\"";

  @TempDir Path folder = Path.of("");

  @BeforeAll
  static void beQuiet() {
    Quiet.expectWarnings();
  }

  private Emitters start(ScriptedReceivers receivers) {
    Emitters emitters =
        Emitters.builder()
            .log(
                DiskEventLog.builder(folder.resolve("log"))
                    .segmentBytes(4096)
                    .retentionMin(Duration.ZERO)
                    .open())
            .channel(receivers)
            .closeGrace(Duration.ZERO)
            .start();
    emitters.register(EmitterDefinition.builder("e", "Scripted").topics(List.of(TOPIC)).build());
    return emitters;
  }

  /** Once the log let go of it while the emitters were closed. */
  @Test
  void closingLetsNothingGoThatWaits() {
    ScriptedReceivers dead =
        new ScriptedReceivers((emitter, number) -> DeliveryResult.retry("dead"));
    try (Emitters emitters = start(dead)) {
      for (int number = 1; number <= EVENTS; number++) {
        emitters.publish(TOPIC, KilledLife.event(Integer.toString(number), DATA));
      }
      await().atMost(60, TimeUnit.SECONDS).until(() -> emitters.status("e").matched() == EVENTS);
    }
    ScriptedReceivers well = new ScriptedReceivers((emitter, number) -> DeliveryResult.delivered());
    try (Emitters emitters = start(well)) {
      assertThat(emitters.awaitIdle(Duration.ofSeconds(60))).isTrue();
      assertThat(well.taken("e")).isEqualTo(IntStream.rangeClosed(1, EVENTS).boxed().toList());
    }
  }
}
