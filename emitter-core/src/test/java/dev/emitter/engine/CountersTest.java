package dev.emitter.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is counted of an emitter. */
@Tag("R4")
final class CountersTest {

  private final Counters counters = new Counters();

  /** The second begins when all are left out, and the first has been told of some of them. */
  @Test
  void tellsOnePersonOfEachEventSkipped() {
    counters.beginSkip();
    counters.skipped += 10;
    assertThat(counters.tellSkipped()).isEqualTo(10);
    counters.skipped += 90;
    counters.beginSkip();
    assertThat(counters.tellSkipped()).isEqualTo(90);
    counters.skipped += 5;
    assertThat(counters.tellSkipped()).isEqualTo(5);
    counters.endSkip();
    assertThat(counters.tellSkipped()).isZero();
    counters.endSkip();
  }

  /** Those of a person who has failed, or of a process before this one. */
  @Test
  void tellsNobodyOfWhatWasSkippedBefore() {
    counters.skipped = 3;
    counters.beginSkip();
    counters.endSkip();
    counters.skipped += 4;
    counters.beginSkip();
    counters.skipped += 2;
    assertThat(counters.tellSkipped()).isEqualTo(2);
    counters.endSkip();
  }
}
