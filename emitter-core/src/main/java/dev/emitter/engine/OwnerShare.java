package dev.emitter.engine;

import dev.emitter.delivery.OwnerLimit;
import dev.emitter.delivery.OwnerLimits;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the emitters of one owner take together of what all share. Owned by the loop. */
final class OwnerShare {

  private static final int MOST_AHEAD = 256;
  private static final int MOST_AHEAD_OF_OPERATORS = 10_000;
  private static final int PART_AT_ONCE = 4;
  private static final long MOST_AT_ONCE_NANOS = 25_000_000;
  private static final long OF_EACH_ON_LOOP_NANOS = 2_000_000;
  private static final long OF_EACH_AT_ONCE_NANOS = 200_000;
  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final long RETRIES_A_SECOND = 1_000;
  private static final long HOUR_NANOS = 3_600_000_000_000L;

  private final String owner;
  private final OwnerLimits limits;
  private final Map<String, Long> toldAt = new HashMap<>(2);
  private final TimeBucket retries;
  private final TimeBucket filterTime;
  private final TimeBucket filterTimeOnLoop;
  private final TimeBucket ofEachOnLoop;
  private final QueueBudget queues;
  private final OwnerCalls calls;
  private int readers;
  private int emitters;
  private long unusedSince;

  /**
   * Creates a share of which nothing is used.
   *
   * @param users what all users may let wait in memory
   * @param calls call the channels of the owner's emitters
   * @param nanoTime now
   */
  OwnerShare(String owner, OwnerLimits limits, QueueBudget users, OwnerCalls calls, long nanoTime) {
    this.calls = calls;
    this.owner = owner;
    this.limits = limits;
    this.unusedSince = nanoTime;
    this.queues = users.part(limits.of(OwnerLimit.QUEUE_BYTES));
    long perSecond = limits.of(OwnerLimit.FILTER_TIME);
    long atOnce = Math.max(1, Math.min(MOST_AT_ONCE_NANOS, perSecond / PART_AT_ONCE));
    this.retries = new TimeBucket(SECOND_NANOS, SECOND_NANOS, nanoTime);
    this.filterTime = new TimeBucket(perSecond, perSecond, nanoTime);
    this.filterTimeOnLoop = new TimeBucket(perSecond, atOnce, nanoTime);
    this.ofEachOnLoop = new TimeBucket(OF_EACH_ON_LOOP_NANOS, OF_EACH_AT_ONCE_NANOS, nanoTime);
  }

  /**
   * Returns how many events may be settled behind one that fails: all are stored again and again.
   *
   * @param share null for operators
   */
  static int mostAhead(@Nullable OwnerShare share) {
    return share == null ? MOST_AHEAD_OF_OPERATORS : MOST_AHEAD;
  }

  String owner() {
    return owner;
  }

  OwnerLimits limits() {
    return limits;
  }

  /** Returns what calls the channels of the owner's emitters. */
  OwnerCalls calls() {
    return calls;
  }

  /** Returns what may wait in memory for the owner's emitters. */
  QueueBudget queues() {
    return queues;
  }

  /**
   * Returns how long the owner's filters must wait for time; 0 if there is some. Once it is used
   * up, they wait until there is a part of it worth waking up for.
   */
  long untilFilterTime(long nanoTime) {
    return filterTime.until(nanoTime);
  }

  /**
   * Returns whether there is time for the owner's filters where everybody waits for them: no more
   * at once than nobody notices.
   */
  boolean hasFilterTimeOnLoop(long nanoTime) {
    return filterTimeOnLoop.until(nanoTime) == 0 && filterTime.until(nanoTime) == 0;
  }

  /** Returns whether there is a little time there that no other owner can use up. */
  boolean hasOwnTimeOnLoop(long nanoTime) {
    return ofEachOnLoop.until(nanoTime) == 0;
  }

  /** Takes time that filters have used; returns whether that has used it up just now. */
  boolean useFilterTime(long nanos) {
    return filterTime.use(nanos);
  }

  /** Takes time that filters have used on the loop. */
  void useFilterTimeOnLoop(long nanos) {
    filterTimeOnLoop.use(nanos);
    ofEachOnLoop.use(nanos);
  }

  /** Returns how much of the time that one second gives is used now, and not given again yet. */
  long usedFilterTime(long nanoTime) {
    return filterTime.used(nanoTime);
  }

  /** Returns how long the owner's emitters that fail must wait before they try again; 0 if not. */
  long untilRetry(long nanoTime) {
    return retries.until(nanoTime);
  }

  /** Takes so many attempts of emitters that fail from what the owner has in a second. */
  void useRetries(int events) {
    retries.use(events * (SECOND_NANOS / RETRIES_A_SECOND));
  }

  /** One emitter more, or less, belongs to the owner. */
  void emitters(int more, long nanoTime) {
    emitters += more;
    unusedSince = nanoTime;
  }

  /**
   * Returns whether nothing of it can matter any more: the owner has had no emitter for an hour.
   */
  boolean isForgotten(long nanoTime) {
    return emitters == 0 && queues.used() == 0 && nanoTime - unusedSince >= HOUR_NANOS;
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
