package dev.emitter.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("C3")
class RollingTest {

  @TempDir Path folder;

  private final Ticking clock = new Ticking(Instant.parse("2026-11-21T22:59:59.990Z"));

  private Emitter emitter() {
    return Emitter.to(folder.resolve("all.log"))
        .with("rolling", true)
        .with("zone", "Europe/Berlin")
        .at(clock);
  }

  @Test
  void startsAFileAtMidnightOfTheZoneAndLosesNothing() {
    try (Emitter emitter = emitter()) {
      for (int batch = 0; batch < 20; batch++) {
        emitter.deliver(batch * 10, batch * 10 + 10);
        clock.now = clock.now.plusMillis(1);
      }
    }
    assertThat(Events.read(folder.resolve("all-2026-11-21.log"))).isEqualTo(Events.lines(0, 100));
    assertThat(Events.read(folder.resolve("all-2026-11-22.log"))).isEqualTo(Events.lines(100, 200));
    assertThat(folder.toFile().list()).hasSize(2);
  }

  @Test
  void keepsABatchInOneFileThoughMidnightPassesMeanwhile() {
    clock.step = Duration.ofMillis(5);
    try (Emitter emitter = emitter()) {
      for (int batch = 0; batch < 4; batch++) {
        emitter.deliver(batch * 50, batch * 50 + 50);
      }
    }
    assertThat(Events.numbers(folder.resolve("all-2026-11-21.log")).size() % 50).isZero();
    assertThat(
            Events.read(folder.resolve("all-2026-11-21.log"))
                + Events.read(folder.resolve("all-2026-11-22.log")))
        .isEqualTo(Events.lines(0, 200));
  }

  @Test
  void goesOnInTheFileOfTheDayAfterARestart() {
    for (int run = 0; run < 3; run++) {
      try (Emitter emitter = emitter()) {
        emitter.deliver(run, run + 1);
      }
    }
    assertThat(Events.read(folder.resolve("all-2026-11-21.log"))).isEqualTo(Events.lines(0, 3));
  }

  /** Stands still, or goes on by a step at each look. */
  private static final class Ticking extends Clock {
    private Instant now;
    private Duration step = Duration.ZERO;

    Ticking(Instant now) {
      this.now = now;
    }

    @Override
    public Instant instant() {
      Instant seen = now;
      now = now.plus(step);
      return seen;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }
  }
}
