package dev.emitter.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.problem.Loggers;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

@Tag("D6")
final class FaultReportsTest {

  private static final Logger LOG = Loggers.of(FaultReportsTest.class);

  private long now = Long.MAX_VALUE; // nanoseconds have no beginning
  private final FaultReports faults = new FaultReports(() -> now);

  private void report(String about, Throwable fault) {
    faults.report(LOG, about, "it failed", fault);
  }

  @Test
  void eachKindIsLoggedOnceAMinuteWithHowManyWereLeftOut() {
    try (LogCapture log = LogCapture.of(FaultReportsTest.class)) {
      for (int i = 0; i < 1_000; i++) {
        report("emitter " + i, new IllegalStateException("of a test"));
      }
      assertThat(log.lines()).containsExactly("emitter 0: it failed");
      now += Duration.ofMinutes(1).toNanos();
      report("emitter a", new IllegalStateException("of a test"));
      report("emitter b", new IllegalStateException("of a test"));
      assertThat(log.lines())
          .last()
          .isEqualTo("emitter a: it failed (999 more since this was last logged)");
    }
  }

  @Test
  void anotherFaultIsAnotherKind() {
    try (LogCapture log = LogCapture.of(FaultReportsTest.class)) {
      report("a", new IllegalStateException());
      report("b", new IllegalArgumentException());
      faults.report(LOG, "c", "something else failed", new IllegalStateException());
      assertThat(log.lines()).hasSize(3);
    }
  }
}
