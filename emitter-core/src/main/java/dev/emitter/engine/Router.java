package dev.emitter.engine;

import dev.emitter.delivery.OwnerLimit;
import dev.emitter.delivery.OwnerLimits;
import dev.emitter.event.EncodedEvent;
import dev.emitter.execution.Execution;
import dev.emitter.log.EventLog;
import dev.emitter.log.LogListener;
import dev.emitter.log.LoggedEvent;
import dev.emitter.log.Position;
import dev.emitter.topic.Topic;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads the log in order, once, for all lanes that are level, and tells the log what no lane needs
 * any more. Owned by the loop, but for what the log tells.
 */
final class Router implements LogListener {

  private static final int READ = 256;
  private static final int FEW = 16;
  private static final int MANY = 1_000;
  private static final long SOON_NANOS = 1;
  private static final long SHORT_NANOS = 1_000_000L;
  private static final long LONG_NANOS = 50_000_000L;

  private final EventLog log;
  private final EventLoop loop;
  private final Execution execution;
  private final LaneRegistry lanes;
  private final DroppedEvents drops;
  private final FilterTurns filters;
  private final Checkpoints checkpoints;
  private final BooleanSupplier mayTell;
  private boolean routing;
  private long releasedAt;
  private final long mostHeldBytes;
  private final Duration mostHeldAge;
  private @Nullable Position released;
  private @Nullable Position limited;

  /**
   * Creates a router that does not route yet.
   *
   * @param limits how long users' emitters may hold the log
   * @param mayTell whether listeners can take more; one event may be for thousands of emitters
   */
  Router(
      EventLog log,
      Execution execution,
      EventLoop loop,
      LaneRegistry lanes,
      DroppedEvents drops,
      FilterTurns filters,
      Checkpoints checkpoints,
      OwnerLimits limits,
      BooleanSupplier mayTell) {
    this.mayTell = mayTell;
    this.mostHeldBytes = limits.of(OwnerLimit.HELD_LOG_BYTES);
    this.mostHeldAge = Duration.ofNanos(limits.of(OwnerLimit.HELD_LOG_AGE));
    this.log = log;
    this.loop = loop;
    this.execution = execution;
    this.lanes = lanes;
    this.drops = drops;
    this.filters = filters;
    this.checkpoints = checkpoints;
  }

  /** Begins or ends routing. */
  void route(boolean now) {
    routing = now;
  }

  /** Returns whether it routes and everything published is routed. */
  boolean isAtEnd() {
    return lanes.routed().compareTo(log.end()) >= 0;
  }

  /** Routes some events; returns whether there may be more. */
  boolean routeSome() {
    if (!routing) {
      return false;
    }
    filters.begin();
    Position before = lanes.routed();
    Position end = log.end(); // before reading, which must find all up to there that can be read
    List<LoggedEvent> events = log.read(before, READ);
    lanes.noteDropped(); // after reading, which leaves out what was dropped
    if (events.isEmpty() && end.compareTo(lanes.routed()) > 0) {
      lanes.routedTo(end); // what was there is lost; the log has reported it
    }
    for (int i = 0; i < events.size() && mayTell.getAsBoolean(); i++) {
      if (events.get(i).position().compareTo(lanes.routed()) > 0) {
        lanes.route(events.get(i));
      }
    }
    lanes.meet();
    if (lanes.routed().equals(before)) {
      return false;
    }
    checkpoints.changed();
    lanes.lookWhoWaits();
    return true;
  }

  // What no lane needs any more.

  /**
   * Tells the log; with many busy lanes only now and then, as each must be asked.
   *
   * @return how long to wait before it is told; 0 if it has been
   */
  long release() {
    long now = execution.nanoTime();
    int busy = lanes.busy().size();
    long pause = busy <= FEW ? 0 : busy <= MANY ? SHORT_NANOS : LONG_NANOS;
    long left = pause - (now - releasedAt);
    if (pause > 0 && left > 0 && releasedAt != 0) {
      return left;
    }
    releasedAt = now;
    Position releasable = releasable(lane -> true);
    if (!releasable.equals(released)) {
      released = releasable;
      log.release(releasable);
    }
    return limitHeld(releasable) && log.isNearlyFull() && dropForOwners(releasable)
        ? SOON_NANOS
        : 0;
  }

  /**
   * Tells the log what only users' emitters need, if there is anything.
   *
   * @param needless what nobody needs
   */
  private boolean limitHeld(Position needless) {
    Position most = releasable(Router::holds);
    if (most.compareTo(needless) <= 0) {
      return false;
    }
    if (!most.equals(limited)) {
      limited = most;
      log.limitHeld(most, mostHeldBytes, mostHeldAge);
    }
    return true;
  }

  /**
   * Users' emitters must not keep publishers waiting: lets some of the events go that nobody else
   * needs, the oldest first, until there is room.
   *
   * @param released what nobody needs
   * @return whether there may be more to let go
   */
  private boolean dropForOwners(Position released) {
    Position most = releasable(Router::holds);
    List<LoggedEvent> events = log.read(released, READ);
    for (LoggedEvent event : events) {
      boolean goes = event.position().compareTo(most) <= 0 && log.isNearlyFull();
      if (!goes || !mayTell.getAsBoolean()) {
        return false;
      }
      lanes.drop(event);
      log.release(event.position());
    }
    return !events.isEmpty();
  }

  /** Returns whether the log must keep what an emitter has not settled, if it is in memory. */
  private static boolean holds(LaneState lane) {
    return lane.share() == null;
  }

  /** Returns what the router has routed, and each of these lanes has settled. */
  private Position releasable(Predicate<LaneState> asked) {
    Position routed = lanes.routed();
    Position least = checkpoints.restored().releasable(routed);
    for (LaneState lane : lanes.busy()) {
      if (!asked.test(lane)) {
        continue;
      }
      Position settled = lane.settledTo(routed);
      if (settled.compareTo(least) < 0) {
        least = settled;
      }
    }
    return least;
  }

  // What the log tells, on any thread.

  @Override
  public void appended() {
    loop.signal();
  }

  @Override
  public void dropping(LoggedEvent event) {
    drops.dropping(event);
  }

  @Override
  public void discarded(Topic topic, EncodedEvent event) {
    drops.discarded(topic, event);
  }

  @Override
  public @Nullable String whoHolds() {
    return loop.call(this::holder);
  }

  private @Nullable String holder() {
    Position routed = lanes.routed();
    Position least = releasable(Router::holds);
    for (LaneState lane : lanes.working()) {
      if (holds(lane) && lane.settledTo(routed).compareTo(least) <= 0) {
        return lane.describe();
      }
    }
    return null;
  }
}
