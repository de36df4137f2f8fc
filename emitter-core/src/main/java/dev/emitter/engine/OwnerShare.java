package dev.emitter.engine;

import dev.emitter.delivery.OwnerLimit;
import dev.emitter.delivery.OwnerLimits;
import java.util.HashMap;
import java.util.Map;

/** What the emitters of one owner take together of what all share. Owned by the loop. */
final class OwnerShare {

  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final int WORTH_IT = 4;
  private static final long HOUR_NANOS = 3_600_000_000_000L;

  private final String owner;
  private final OwnerLimits limits;
  private final Map<String, Long> toldAt = new HashMap<>(2);
  private final long filterNanos;
  private final QueueBudget queues;
  private long filterNanosLeft;
  private long filledAt;
  private boolean usedUp;
  private int readers;

  /**
   * Creates a share of which nothing is used.
   *
   * @param users what all users may let wait in memory
   * @param nanoTime now
   */
  OwnerShare(String owner, OwnerLimits limits, QueueBudget users, long nanoTime) {
    this.owner = owner;
    this.limits = limits;
    this.queues = users.part(limits.of(OwnerLimit.QUEUE_BYTES));
    this.filterNanos = limits.of(OwnerLimit.FILTER_TIME);
    this.filterNanosLeft = filterNanos;
    this.filledAt = nanoTime;
  }

  String owner() {
    return owner;
  }

  OwnerLimits limits() {
    return limits;
  }

  /** Returns what may wait in memory for the owner's emitters. */
  QueueBudget queues() {
    return queues;
  }

  // The time of filters: a bucket that holds what one second gives.

  private void fill(long nanoTime) {
    long passed = Math.max(0, nanoTime - filledAt);
    long gained = (long) ((double) passed / SECOND_NANOS * filterNanos);
    if (gained > 0) {
      filterNanosLeft = Math.min(filterNanos, filterNanosLeft + gained);
      filledAt = nanoTime;
    }
  }

  /**
   * Returns how long the owner's filters must wait for time; 0 if there is some. Once it is used
   * up, they wait until there is a part of it worth waking up for.
   */
  long untilFilterTime(long nanoTime) {
    fill(nanoTime);
    long needed = usedUp ? filterNanos / WORTH_IT : 1;
    if (filterNanosLeft >= needed) {
      usedUp = false;
      return 0;
    }
    return 1 + (long) ((double) (needed - filterNanosLeft) / filterNanos * SECOND_NANOS);
  }

  /** Takes time that filters have used; returns whether that has used it up just now. */
  boolean useFilterTime(long nanos) {
    filterNanosLeft -= nanos;
    boolean news = !usedUp && filterNanosLeft <= 0;
    usedUp |= news;
    return news;
  }

  /** Returns how much of the time that one second gives is used now, and not given again yet. */
  long usedFilterTime(long nanoTime) {
    fill(nanoTime);
    return filterNanos - filterNanosLeft;
  }

  /** Returns how many threads read for the owner's emitters. */
  int readers() {
    return readers;
  }

  void readers(int more) {
    readers += more;
  }

  /** Returns whether the owner is to be told of a limit now: at most once an hour. */
  boolean tellsNow(String limit, long nanoTime) {
    Long before = toldAt.get(limit);
    boolean tells = before == null || nanoTime - before >= HOUR_NANOS;
    if (tells) {
      toldAt.put(limit, nanoTime);
    }
    return tells;
  }
}
