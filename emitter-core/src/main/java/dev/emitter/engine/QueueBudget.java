package dev.emitter.engine;

import org.jspecify.annotations.Nullable;

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
  private final @Nullable QueueBudget whole;
  private long used;

  /**
   * Creates a budget of which nothing is used.
   *
   * @param most how many bytes all emitters may have before each keeps to the least
   */
  QueueBudget(long most) {
    this(most, null);
  }

  private QueueBudget(long most, @Nullable QueueBudget whole) {
    this.most = most;
    this.whole = whole;
  }

  /** Returns a part of this budget, for some emitters: what they use is used of both. */
  QueueBudget part(long mostOfPart) {
    return new QueueBudget(mostOfPart, this);
  }

  /** Returns a budget of an eighth of what this process may have at most. */
  static QueueBudget ofHeap() {
    return new QueueBudget(Runtime.getRuntime().maxMemory() / PART_OF_HEAP);
  }

  /** Returns a budget of half of that, for the emitters of all users together. */
  static QueueBudget ofUsers() {
    return new QueueBudget(Runtime.getRuntime().maxMemory() / PART_OF_HEAP / 2);
  }

  void add(long bytes) {
    used += bytes;
    if (whole != null) {
      whole.add(bytes);
    }
  }

  long used() {
    return used;
  }

  /** Returns whether all that there is is used: each keeps to the least. */
  boolean isUsedUp() {
    return used >= most || (whole != null && whole.isUsedUp());
  }

  /** Returns whether this very part is used, whatever others have left. */
  boolean isPartUsedUp() {
    return used >= most;
  }

  /** Returns how many more bytes an emitter may have; perhaps less than none. */
  long room(long own) {
    return (isUsedUp() ? LEAST_OF_ONE : MOST_OF_ONE) - own;
  }

  /** Returns whether an emitter has so little that it is worth it to read on in the log. */
  boolean isWorthReading(long own) {
    return own <= (isUsedUp() ? LEAST_OF_ONE : MOST_OF_ONE) / 2;
  }
}
