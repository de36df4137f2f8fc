package dev.emitter.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.Emitters;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.log.EventLog;
import dev.emitter.log.disk.DiskEventLog;
import dev.emitter.testkit.ManualClock;
import dev.emitter.topic.Topic;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A log that has lost its end, while what is stored of the emitters remembers it. */
@Tag("R1")
final class LostEndTest {

  private SimulatedStorage disk = SimulatedStorage.create(1);
  private final Receivers receivers =
      new Receivers(1, new SimulatedMachine(new SplittableRandom(1)), (id, event) -> {});
  private ManualClock clock = ManualClock.create();
  private int number;

  @BeforeAll
  static void beQuiet() {
    Quiet.expectWarnings();
  }

  private EventLog open(ManualClock clock) {
    return DiskEventLog.builder(Path.of("simulated")).storage(disk).clock(clock.clock()).open();
  }

  private Emitters start() {
    clock = ManualClock.create();
    receivers.nextProcess();
    Emitters emitters = Emitters.builder().log(open(clock)).time(clock).channel(receivers).start();
    emitters.register(EmitterDefinition.builder("e", "Simulated").build());
    assertThat(emitters.awaitIdle(Duration.ofSeconds(60))).isTrue();
    return emitters;
  }

  private void publish(Emitters emitters) {
    emitters.publish(
        Topic.of("t"),
        CloudEventBuilder.v1()
            .withId(Integer.toString(++number))
            .withSource(URI.create("/s"))
            .withType("t")
            .build());
  }

  private void publishAndDeliver() {
    try (Emitters emitters = start()) {
      publish(emitters);
      assertThat(emitters.awaitIdle(Duration.ofSeconds(60))).isTrue();
    }
  }

  /** Publishes an event that is not delivered, and of which no cursor knows. */
  private void publishAndBeKilled() {
    Emitters emitters = start();
    clock.advance(Duration.ofSeconds(1));
    emitters.remove("nobody"); // returns once everything is stored
    receivers.behave(new Receivers.Mood(1, 0, 0, 0));
    publish(emitters);
    disk = disk.kill();
    emitters.close(Duration.ZERO);
    receivers.behave(Receivers.Mood.GOOD);
  }

  @Test
  void takesNoNewEventForOneThatACursorRemembers() {
    publishAndDeliver();
    try (EventLog log = open(ManualClock.create())) {
      log.state().orElseThrow().write(Map.of("routed", Optional.of("40")));
    }

    publishAndBeKilled(); // its event follows the end of the log, and comes before the cursor
    publishAndDeliver();

    assertThat(receivers.received("e")).containsExactly(1, 2, 3);
  }
}
