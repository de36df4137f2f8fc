package dev.emitter.engine;

/**
 * What the filter of one emitter has cost lately. A costly one is not evaluated on the loop, where
 * everybody would wait for it. Owned by the loop.
 */
final class FilterCost {

  /**
   * So many steps a user's filter has on the loop for one event. What takes more is decided about
   * elsewhere, however cheap it was for the events before: it may have waited for this one.
   */
  static final int STEPS_ON_LOOP = 2_000;

  private static final long ONCE_NANOS = 5_000_000;
  private static final long COSTLY_NANOS = 1_000_000;
  private static final long CHEAP_NANOS = 250_000;
  private static final int RECENT = 16;

  private double average;
  private boolean costly;
  private int shortInARow = RECENT;

  /**
   * What it has cost to evaluate a filter for one event.
   *
   * @param nanos how long a thread had a processor for it
   * @param steps how many steps its expressions took
   */
  record OfEvent(long nanos, int steps) {}

  boolean isCostly() {
    return costly;
  }

  /**
   * Adds the evaluation for one event.
   *
   * @param isShort whether it took no more steps than there are on the loop
   */
  void add(long nanos, boolean isShort) {
    average += (nanos - average) / RECENT;
    shortInARow = isShort ? Math.min(RECENT, shortInARow + 1) : 0;
    if (!isShort || nanos > ONCE_NANOS || average > COSTLY_NANOS) {
      costly = true;
    } else if (average < CHEAP_NANOS && shortInARow == RECENT) {
      costly = false;
    }
  }

  /** Knows nothing any more: there is another filter. */
  void forget() {
    average = 0;
    costly = false;
    shortInARow = RECENT;
  }
}
