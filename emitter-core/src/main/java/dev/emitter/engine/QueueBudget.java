package dev.emitter.engine;

/**
 * How many bytes of events may wait in memory for emitters, all together and for each. Beyond that
 * they wait in the log alone: their emitter falls behind, and reads them when there is room. An
 * event that waits for several emitters is counted for each of them, so there is always less in
 * memory than is counted here. Owned by the loop.
 */
final class QueueBudget {

  private static final long MOST_OF_ONE = 4L << 20;
  private static final long LEAST_OF_ONE = 64L << 10;
  private static final int PART_OF_HEAP = 8;

  private final long most;
  private long used;

  /**
   * Creates a budget of which nothing is used.
   *
   * @param most how many bytes all emitters may have before each keeps to the least
   */
  QueueBudget(long most) {
    this.most = most;
  }

  /** Returns a budget of an eighth of what this process may have at most. */
  static QueueBudget ofHeap() {
    return new QueueBudget(Runtime.getRuntime().maxMemory() / PART_OF_HEAP);
  }

  void add(long bytes) {
    used += bytes;
  }

  /** Returns how many more bytes an emitter may have; perhaps less than none. */
  long room(long own) {
    return (used < most ? MOST_OF_ONE : LEAST_OF_ONE) - own;
  }

  /** Returns whether an emitter has so little that it is worth it to read on in the log. */
  boolean isWorthReading(long own) {
    return own <= (used < most ? MOST_OF_ONE : LEAST_OF_ONE) / 2;
  }
}
