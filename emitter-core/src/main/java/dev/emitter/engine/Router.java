package dev.emitter.engine;

import dev.emitter.delivery.OwnerLimit;
import dev.emitter.delivery.OwnerLimits;
import dev.emitter.event.EncodedEvent;
import dev.emitter.log.EventLog;
import dev.emitter.log.LogListener;
import dev.emitter.log.LoggedEvent;
import dev.emitter.log.Position;
import dev.emitter.topic.Topic;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the log in order, once, for all lanes that are level, and tells the log what no lane needs
 * any more. Owned by the loop, but for what the log tells.
 */
final class Router implements LogListener {

  private static final int READ = 256;

  private final EventLog log;
  private final EventLoop loop;
  private final LaneRegistry lanes;
  private final DroppedEvents drops;
  private final FilterTurns filters;
  private final Checkpoints checkpoints;
  private final BooleanSupplier mayTell;
  private boolean routing;
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
   * Tells the log; returns whether there is more to let go at once. While nothing is routed nothing
   * goes: an emitter that is closed holds nothing here, and the next process may need it.
   */
  boolean release() {
    if (!routing) {
      return false;
    }
    SettledPositions settled = lanes.releasable();
    Position releasable = releasable(settled.byAll());
    if (!releasable.equals(released)) {
      released = releasable;
      log.release(releasable);
    }
    Position byOperators = releasable(settled.byOperators());
    return limitHeld(releasable, byOperators)
        && log.isNearlyFull()
        && dropForOwners(releasable, byOperators);
  }

  /**
   * Tells the log what only users' emitters need, if there is anything.
   *
   * @param needless what nobody needs
   * @param most what no emitter of operators needs
   */
  private boolean limitHeld(Position needless, Position most) {
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
   * @param most what no emitter of operators needs
   * @return whether there may be more to let go
   */
  private boolean dropForOwners(Position released, Position most) {
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

  /**
   * Returns what neither the emitters that have settled so much need, nor those that are absent.
   */
  private Position releasable(Position settled) {
    Position least = checkpoints.restored().releasable(lanes.routed());
    return settled.compareTo(least) < 0 ? settled : least;
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
    Position least = releasable(lanes.busy().settled(routed).byOperators());
    for (LaneState lane : lanes.busy().sorted()) {
      if (BusyLanes.holds(lane) && lane.settledTo(routed).compareTo(least) <= 0) {
        return lane.describe();
      }
    }
    return null;
  }
}
