package dev.emitter.engine;

/** Time that is used up and given again: so much in each second. Owned by the loop. */
final class TimeBucket {

  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final int WORTH_IT = 4;

  private final long perSecond;
  private final long most;
  private long left;
  private long filledAt;
  private boolean usedUp;

  /**
   * Creates a bucket that is full.
   *
   * @param perSecond how many nanoseconds it is given in each second
   * @param most how many it holds
   * @param nanoTime now
   */
  TimeBucket(long perSecond, long most, long nanoTime) {
    this.perSecond = perSecond;
    this.most = most;
    this.left = most;
    this.filledAt = nanoTime;
  }

  private void fill(long nanoTime) {
    long passed = Math.max(0, nanoTime - filledAt);
    long gained = (long) ((double) passed / SECOND_NANOS * perSecond);
    if (gained > 0) {
      left = Math.min(most, left + gained);
      filledAt = nanoTime;
    }
  }

  /**
   * Returns how long to wait for time; 0 if there is some. Once it is used up, that is until there
   * is a part of it worth waking up for.
   */
  long until(long nanoTime) {
    fill(nanoTime);
    long needed = usedUp ? Math.max(1, most / WORTH_IT) : 1;
    if (left >= needed) {
      usedUp = false;
      return 0;
    }
    return 1 + (long) ((double) (needed - left) / perSecond * SECOND_NANOS);
  }

  /** Takes time; returns whether that has used it up just now. */
  boolean use(long nanos) {
    left -= nanos;
    boolean news = !usedUp && left <= 0;
    usedUp |= news;
    return news;
  }

  /** Returns how much is used now, and not given again yet. */
  long used(long nanoTime) {
    fill(nanoTime);
    return most - left;
  }
}
