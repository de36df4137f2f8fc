package dev.emitter.engine;

import dev.emitter.definition.EmitterDefinition;
import dev.emitter.delivery.Notice;
import dev.emitter.delivery.OwnerLimit;
import dev.emitter.delivery.OwnerLimits;
import dev.emitter.delivery.TimeSource;
import dev.emitter.problem.Loggers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * What each owner takes of what all share, and who is told that it is all that an owner may take.
 * Owned by the loop, but where it says otherwise.
 */
public final class OwnerShares {

  private static final String LOG_FULL = "log";
  private static final Logger LOG = Loggers.of(OwnerShares.class);

  private static final long ON_LOOP_NANOS = 250_000_000;
  private static final long AT_ONCE_NANOS = 50_000_000;
  private static final long FORGET_EVERY_NANOS = 600_000_000_000L;

  private final OwnerLimits limits;
  private final EngineThreads threads;
  private final Notices notices;
  private final TimeSource time;
  private final QueueBudget queues = QueueBudget.ofUsers();
  private final Map<String, OwnerShare> shares = new HashMap<>();
  private final TimeBucket filterTimeOnLoop;
  private long forgottenAt;
  private final Map<String, Long> reached = new ConcurrentHashMap<>();

  OwnerShares(OwnerLimits limits, EngineThreads threads, Notices notices, TimeSource time) {
    this.threads = threads;
    this.limits = limits;
    this.notices = notices;
    this.time = time;
    this.forgottenAt = now();
    this.filterTimeOnLoop = new TimeBucket(ON_LOOP_NANOS, AT_ONCE_NANOS, forgottenAt);
  }

  /** Returns the share of an owner who has one emitter more; null for operators: no limits. */
  @Nullable OwnerShare join(@Nullable String owner) {
    if (owner == null) {
      return null;
    }
    long now = now();
    OwnerShare share = shares.get(owner);
    if (share == null) {
      forgetUnused(now);
      share = new OwnerShare(owner, limits, queues, OwnerCalls.of(threads), now);
      shares.put(owner, share);
    }
    share.emitters(1, now);
    return share;
  }

  /** The owner of a share, if it is not the operators', has one emitter less. */
  void leave(@Nullable OwnerShare share) {
    if (share != null) {
      share.emitters(-1, now());
    }
  }

  /**
   * What an owner has used is not forgotten by removing all emitters and registering them again.
   */
  private void forgetUnused(long now) {
    if (now - forgottenAt >= FORGET_EVERY_NANOS) {
      forgottenAt = now;
      shares.values().removeIf(share -> share.isForgotten(now));
    }
  }

  /**
   * Returns whether there is time for the owner's filters where everybody waits for them. All
   * owners together have a quarter of it, so that operators wait for no crowd of them, and each has
   * a little that the others cannot use up.
   */
  boolean hasFilterTimeOnLoop(OwnerShare share, long nanoTime) {
    return share.hasFilterTimeOnLoop(nanoTime)
        && (filterTimeOnLoop.until(nanoTime) == 0 || share.hasOwnTimeOnLoop(nanoTime));
  }

  /** Takes time that the owner's filters have used where everybody waits for them. */
  void useFilterTimeOnLoop(OwnerShare share, long nanos) {
    share.useFilterTimeOnLoop(nanos);
    filterTimeOnLoop.use(nanos);
  }

  /** Returns how much an owner takes of what the engine shares out. */
  Map<OwnerLimit, Long> usage(String owner) {
    OwnerShare share = shares.get(owner);
    return Map.of(
        OwnerLimit.NOTICES, notices.givenThisHour(owner),
        OwnerLimit.FILTER_TIME, share == null ? 0 : share.usedFilterTime(now()),
        OwnerLimit.QUEUE_BYTES, share == null ? 0 : share.queues().used());
  }

  private long now() {
    try {
      return time.nanoTime();
    } catch (RuntimeException e) { // it may be the application's
      LOG.warn("the TimeSource failed", e);
      return 0;
    }
  }

  /**
   * Counts that an owner has reached a limit, and tells that, at most once an hour for each limit.
   *
   * @param lane the emitter that feels it
   * @param limit the name of the limit
   * @param reason what the limit is, its value, and what follows
   */
  void reached(LaneState lane, String limit, String reason) {
    OwnerShare share = lane.share();
    if (share == null) {
      return;
    }
    count(limit);
    if (share.tellsNow(limit, now())) {
      LOG.warn("emitter {} of user {}: {}", lane.id(), share.owner(), reason);
      notices.tell(new LimitReached(lane, reason, time), Notice.What.LIMITED, 0);
    }
  }

  /**
   * Counts that the log has let events go that an emitter needed, and tells that.
   *
   * @param what has happened to them
   */
  void lost(LaneState lane, String what) {
    reached(
        lane,
        LOG_FULL,
        what
            + ": they are lost to it, and counted as dropped in its status. A log on disk keeps"
            + " what users' emitters need for "
            + OwnerLimit.HELD_LOG_BYTES.label()
            + " = "
            + limits.of(OwnerLimit.HELD_LOG_BYTES)
            + " and "
            + OwnerLimit.HELD_LOG_AGE.label()
            + " = "
            + Duration.ofNanos(limits.of(OwnerLimit.HELD_LOG_AGE))
            + " at most, one in memory until three quarters of it are full. Enable the emitter, or"
            + " see that its receiver keeps up");
  }

  /** Counts that an owner has reached a limit; any thread may do so. */
  public void count(String limit) {
    reached.merge(limit, 1L, Long::sum);
  }

  /** Returns how often owners have reached each limit; any thread may ask. */
  public Map<String, Long> reached() {
    Map<String, Long> all = new TreeMap<>(reached);
    if (notices.held() > 0) {
      all.put(OwnerLimit.NOTICES.label(), notices.held());
    }
    return all;
  }

  /** A notice that the owner of an emitter has reached a limit. */
  private record LimitReached(LaneState lane, String reason, TimeSource time)
      implements NoticeSource {

    @Override
    public EmitterDefinition definition() {
      return lane.active().definition();
    }

    @Override
    public @Nullable Notice notice(Notice.What what, int number) {
      EmitterDefinition about = definition();
      return new Notice(
          what, about.id(), about.type(), about.owner(), reason, time.clock().instant(), null, 0);
    }

    @Override
    public void told(Notice.What what, int number) {
      // It is told once by this process; the next one tells again if it is so again.
    }
  }
}
