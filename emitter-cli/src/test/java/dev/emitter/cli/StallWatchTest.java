package dev.emitter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.Emitters;
import dev.emitter.cli.StallWatch.Stall;
import dev.emitter.topic.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("R1")
@Timeout(240)
final class StallWatchTest {

  private static final long SECOND = 1_000_000_000L;

  private static List<Stall> look(StallWatch watch, boolean publishing, int seconds) {
    List<Stall> seen = new ArrayList<>();
    for (int i = 0; i < seconds; i++) {
      seen.add(watch.look(publishing, i * SECOND));
    }
    return seen;
  }

  @Test
  void anInputThatSaysNothingIsNoStall() {
    try (Emitters emitters = Emitters.builder().start()) {
      StallWatch watch = new StallWatch(emitters, Duration.ofSeconds(2));
      assertThat(look(watch, false, 100)).containsOnly(Stall.NONE);
    }
  }

  @Test
  void idleEmittersWillMakeNoRoomHoweverShortThePatience() {
    try (Emitters emitters = Emitters.builder().start()) {
      StallWatch watch = new StallWatch(emitters, Duration.ofSeconds(1));
      List<Stall> seen = look(watch, true, 20);
      assertThat(seen).contains(Stall.DISABLED).doesNotContain(Stall.STUCK);
      assertThat(seen.subList(0, 3)).containsOnly(Stall.NONE);
    }
  }

  @Test
  void anEmitterThatSettlesNothingIsWaitedForAsLongAsThePatienceLasts() {
    CountDownLatch release = new CountDownLatch(1);
    try (Emitters emitters = Emitters.builder().start()) {
      emitters.on(Topic.of("a"), (topic, event) -> release.await());
      emitters.publish(Topic.of("a"), "t", 1);
      StallWatch watch = new StallWatch(emitters, Duration.ofSeconds(10));
      List<Stall> seen = look(watch, true, 13);
      assertThat(seen.subList(0, 10)).containsOnly(Stall.NONE);
      assertThat(seen).contains(Stall.STUCK).doesNotContain(Stall.DISABLED);
      release.countDown();
    }
  }
}
