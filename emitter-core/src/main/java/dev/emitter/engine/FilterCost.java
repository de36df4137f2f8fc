package dev.emitter.engine;

/**
 * What the filter of one emitter has cost lately. A costly one is not evaluated on the loop, where
 * everybody would wait for it. Owned by the loop.
 */
final class FilterCost {

  private static final long ONCE_NANOS = 5_000_000;
  private static final long COSTLY_NANOS = 1_000_000;
  private static final long CHEAP_NANOS = 250_000;
  private static final int RECENT = 16;

  private double average;
  private boolean costly;

  boolean isCostly() {
    return costly;
  }

  /** Adds the evaluation for one event. */
  void add(long nanos) {
    average += (nanos - average) / RECENT;
    if (nanos > ONCE_NANOS || average > COSTLY_NANOS) {
      costly = true;
    } else if (average < CHEAP_NANOS) {
      costly = false;
    }
  }
}
