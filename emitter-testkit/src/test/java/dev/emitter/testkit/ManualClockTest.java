package dev.emitter.testkit;

import static dev.emitter.testkit.Shop.define;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.emitter.delivery.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("U2")
final class ManualClockTest {

  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

  private final ManualClock clock = ManualClock.at(NOON);
  private final List<String> ran = new ArrayList<>();

  @Test
  void standsStillUntilMoved() {
    assertThat(clock.now()).isEqualTo(NOON);
    clock.advance(Duration.ofHours(3));
    assertThat(clock.clock().instant()).isEqualTo(NOON.plusSeconds(3 * 3600));
    assertThat(clock.clock().withZone(ZoneId.of("Europe/Paris")).instant()).isEqualTo(clock.now());
  }

  @Test
  void runsWhatFallsDueInOrderAtItsMoment() {
    task("later", 5);
    task("sooner", 2);
    task("beyond", 11);
    clock.advance(Duration.ofSeconds(10));
    assertThat(ran).containsExactly("sooner at 2", "later at 5");
    assertThat(clock.now()).isEqualTo(NOON.plusSeconds(10));
  }

  @Test
  void runsWhatATaskSchedulesOnTheWay() {
    clock.schedule(Duration.ofSeconds(1), () -> task("second", 1));
    clock.advance(Duration.ofSeconds(3));
    assertThat(ran).containsExactly("second at 2");
  }

  @Test
  void forgetsWhatIsCancelled() {
    TimeSource.Cancellation cancellation = clock.schedule(Duration.ZERO, () -> ran.add("no"));
    cancellation.cancel();
    clock.advance(Duration.ofSeconds(1));
    assertThat(ran).isEmpty();
  }

  @Test
  void neverGoesBack() {
    assertThatIllegalArgumentException().isThrownBy(() -> clock.advance(Duration.ofNanos(-1)));
  }

  @Test
  @Tag("R2")
  void letsEmittersRetryStepByStepDuringOneLongAdvance() {
    try (Shop shop = new Shop().with(define("a"))) {
      shop.webhook.failNext(7);
      shop.publish(3).advance(Duration.ofMinutes(2));
      assertThat(shop.webhook.attempts("a")).hasSize(10);
      assertThat(shop.webhook.deliveredIds("a")).containsExactly("1", "2", "3");
    }
  }

  private void task(String name, int seconds) {
    clock.schedule(
        Duration.ofSeconds(seconds),
        () -> ran.add(name + " at " + Duration.between(NOON, clock.now()).toSeconds()));
  }
}
