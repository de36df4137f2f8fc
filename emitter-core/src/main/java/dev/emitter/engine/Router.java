package dev.emitter.engine;

import dev.emitter.delivery.ParkedEvent;
import dev.emitter.event.EncodedEvent;
import dev.emitter.filter.FilterInput;
import dev.emitter.log.EventLog;
import dev.emitter.log.LogListener;
import dev.emitter.log.LoggedEvent;
import dev.emitter.log.Position;
import dev.emitter.problem.Loggers;
import dev.emitter.topic.Topic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Reads the log in order, once, and gives each event to the level lanes on its topics. Tells the
 * log what no lane needs any more. Thread-safe; one thread of its own.
 */
final class Router implements LogListener, Runnable {

  private static final Logger LOG = Loggers.of(Router.class);

  private static final int READ = 256;
  private static final int MANY = 1_000;
  private static final long RELEASE_PAUSE = 50_000_000L;

  private final EventLog log;
  private final ReentrantLock lock = new ReentrantLock();
  private final Subscribers subscribers;
  private final Map<String, Lane> lanes = new ConcurrentHashMap<>();
  private final Set<Lane> busy = ConcurrentHashMap.newKeySet();
  private final Waiters waiters = new Waiters();
  private final LongAdder wakes = new LongAdder();
  private final Thread thread = Threads.daemon("emitter-router", this);
  private volatile Position position;
  private volatile Position droppedTo;
  private volatile boolean dropped;
  private volatile boolean signalled;
  private volatile boolean stopped;
  private volatile boolean telling;
  private final Checkpoints checkpoints;
  private final Set<Lane> changed = ConcurrentHashMap.newKeySet();
  private final boolean delivering;
  private volatile boolean touched;
  private long lastRelease;

  Router(EventLog log, Rights rights, Checkpoints checkpoints, boolean delivering) {
    this.log = log;
    this.subscribers = new Subscribers(rights);
    this.checkpoints = checkpoints;
    this.delivering = delivering;
    this.position = checkpoints.restored().routed();
    this.droppedTo = log.start();
  }

  void start() {
    thread.start();
  }

  void stop() {
    stopped = true;
    LockSupport.unpark(thread);
  }

  /** Returns the position of the last event routed. */
  Position position() {
    return position;
  }

  /** Returns whether the log has ever dropped an event. */
  boolean hasDropped() {
    return dropped;
  }

  /** Returns the position up to which the log has dropped events, or is about to. */
  Position droppedTo() {
    Position start = log.start();
    return droppedTo.compareTo(start) > 0 ? droppedTo : start;
  }

  /** Returns whether an emitter names the library's own topics. */
  boolean hasReservedSubscribers() {
    return subscribers.hasReservedSubscribers();
  }

  // The thread.

  @Override
  public void run() {
    while (!stopped) {
      signalled = false;
      boolean routed = false;
      boolean releaseLater = true;
      try {
        routed = routeSome();
        releaseLater = !releaseIfDue();
      } catch (Throwable e) { // the router goes on, whatever happens
        LOG.error("the router failed; this is a fault of the library", e);
        LockSupport.parkNanos(RELEASE_PAUSE);
      }
      if (!routed) {
        waiters.signal();
        pause(releaseLater);
      }
    }
  }

  private void pause(boolean briefly) {
    if (!signalled && !stopped) {
      if (briefly) {
        LockSupport.parkNanos(this, RELEASE_PAUSE);
      } else {
        LockSupport.park(this);
      }
    }
  }

  private void signal() {
    if (!signalled) {
      signalled = true;
      LockSupport.unpark(thread);
    }
  }

  private boolean routeSome() {
    Effects effects = new Effects();
    boolean routed = routeSome(effects);
    effects.run();
    telling = false;
    return routed;
  }

  private boolean routeSome(Effects effects) {
    lock.lock();
    try {
      if (stopped) {
        return false; // the lanes are closed, or about to be: they would miss the events
      }
      Position end = log.end(); // before reading, which must find all up to there that can be read
      List<LoggedEvent> events = log.read(position, READ);
      if (events.isEmpty() && end.compareTo(position) > 0) {
        position = end; // what was there is lost; the log has reported it
      }
      for (LoggedEvent event : events) {
        subscribers.route(event, position, effects);
        position = event.position();
      }
      if (!events.isEmpty()) {
        checkpoints.changed();
        subscribers.wakeGated();
      }
      telling = !effects.isEmpty(); // until they have run, not all has happened
      return !events.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** Releases what every lane has settled; with many busy lanes only now and then. */
  private boolean releaseIfDue() {
    long now = System.nanoTime();
    if (busy.size() > MANY && now - lastRelease < RELEASE_PAUSE) {
      return false;
    }
    lastRelease = now;
    lock.lock();
    try {
      log.release(releasable());
    } finally {
      lock.unlock();
    }
    return true;
  }

  /**
   * Returns what every lane has settled and the router has routed: a lane that is behind may be
   * ahead of the router. Each lane is asked once, since it goes on meanwhile.
   */
  private Position releasable() {
    Position least = checkpoints.restored().releasable(position);
    for (Lane lane : busy) {
      Position settled = lane.settledTo(position);
      if (settled.compareTo(least) < 0) {
        least = settled;
      }
    }
    return least;
  }

  // What the log tells.

  @Override
  public void appended() {
    signal();
  }

  @Override
  public void dropping(LoggedEvent event) {
    Effects effects = new Effects();
    lock.lock();
    try {
      dropped = true;
      droppedTo = event.position();
      FilterInput input = new FilterInput(event.topic(), event.event());
      for (Lane lane : subscribers.candidates(input)) {
        lane.dropping(event, input, position, effects);
      }
      if (event.position().compareTo(position) > 0) {
        position = event.position();
      }
    } finally {
      lock.unlock();
    }
    effects.run();
  }

  @Override
  public void discarded(Topic topic, EncodedEvent event) {
    Effects effects = new Effects();
    lock.lock();
    try {
      FilterInput input = new FilterInput(topic, event);
      subscribers.candidates(input).forEach(lane -> lane.discarded(input, effects));
    } finally {
      lock.unlock();
    }
    effects.run();
  }

  @Override
  public @Nullable String whoHolds() {
    lock.lock();
    try {
      Position least = releasable();
      return busy.stream()
          .filter(lane -> lane.settledTo(position).compareTo(least) <= 0)
          .map(Lane::describe)
          .findFirst()
          .orElse(null);
    } finally {
      lock.unlock();
    }
  }

  // What lanes tell; never takes the router's lock unless said.

  void busy(Lane lane) {
    busy.add(lane);
  }

  void idle(Lane lane) {
    busy.remove(lane);
  }

  /** A lane has settled events, or changed its state. */
  void settled(Lane lane) {
    signal();
    subscribers.wakeGatedBy(lane);
    waiters.signal();
  }

  /** A lane has something to do. */
  void woken() {
    wakes.increment();
  }

  void signalWaiters() {
    waiters.signal();
  }

  /** Returns whether what lanes have to keep is stored. */
  boolean isStored() {
    return checkpoints.isActive();
  }

  /** What is stored of a lane has changed; while nothing is delivered, looking changes nothing. */
  void changed(Lane lane) {
    if (delivering) {
      touched(lane);
    }
  }

  /** A person has changed what is stored of a lane. */
  void touched(Lane lane) {
    if (checkpoints.isActive()) {
      touched = true;
      changed.add(lane);
      checkpoints.changed();
    }
  }

  /** Returns whether there was anything to store. */
  boolean isTouched() {
    return touched;
  }

  /**
   * Adds what has changed since the last call, and returns the position that it belongs to. That
   * position is stored for every lane whose last record has no cursor, so each of them has settled
   * everything up to there or is among the changed ones. Returns null if one lane could not tell;
   * then no later position must be stored.
   */
  @Nullable Position collect(
      Map<String, LaneRecord> records, List<ParkedEvent> parked, List<ParkedEvent> unparked) {
    lock.lock();
    try {
      boolean all = true;
      for (Lane lane : List.copyOf(changed)) {
        changed.remove(lane); // first, or a change meanwhile would be overlooked
        all &= collect(lane, records, parked, unparked);
      }
      return all ? position : null;
    } finally {
      lock.unlock();
    }
  }

  private boolean collect(
      Lane lane,
      Map<String, LaneRecord> records,
      List<ParkedEvent> parked,
      List<ParkedEvent> unparked) {
    try {
      boolean atWork = lanes.get(lane.id()) == lane;
      if (atWork) {
        lane.collect(position, records, parked, unparked);
      } else { // what it set aside after it was removed, it will be given again
        lane.collect(position, new HashMap<>(), new ArrayList<>(), unparked);
      }
      return true;
    } catch (RuntimeException e) { // clocks may be the application's
      LOG.error("emitter {}: what is to be stored of it cannot be told", lane.id(), e);
      changed.add(lane);
      return false;
    }
  }

  /** A level lane has read further than the router; called under the router's lock. */
  void ahead(Lane lane) {
    subscribers.ahead(lane);
  }

  /** Returns the last position that all these emitters have settled, or null for no such one. */
  @Nullable Position limit(List<String> emitterIds) {
    Position limit = null;
    for (String id : emitterIds) {
      Lane lane = lanes.get(id);
      if (lane != null) {
        Position settled = lane.settledTo(position);
        limit = limit == null || settled.compareTo(limit) < 0 ? settled : limit;
      }
    }
    return limit;
  }

  /** Lets a lane be level if it has read all that is routed; takes the router's lock. */
  boolean rejoin(Lane lane) {
    boolean level;
    lock.lock();
    try {
      boolean nothingLeft = log.read(lane.readTo(), 1).isEmpty();
      level = lane.rejoin(position, nothingLeft);
    } finally {
      lock.unlock();
    }
    waiters.signal();
    return level;
  }

  // Definitions.

  /** Makes all changes between two events; what follows from them happens afterwards. */
  void change(Consumer<Effects> changes) {
    Effects effects = new Effects();
    lock.lock();
    try {
      changes.accept(effects);
      subscribers.wakeGated();
    } finally {
      lock.unlock();
    }
    effects.run();
    signal(); // a lane that is gone may have held the log
    waiters.signal();
  }

  /** Adds a lane; within {@link #change}. */
  void add(Lane lane) {
    lanes.put(lane.id(), lane);
    changed(lane);
    subscribers.enlist(lane, lane.work());
    lane.begin(position);
  }

  /** Puts another version of a definition to work; within {@link #change}. */
  void replace(Lane lane, Work next, Effects effects) {
    subscribers.delist(lane, lane.work());
    lane.replace(next, effects);
    subscribers.enlist(lane, next);
  }

  /**
   * Removes a lane; within {@link #change}.
   *
   * @param now when it is removed
   */
  void remove(Lane lane, Instant now, Effects effects) {
    lanes.remove(lane.id(), lane);
    subscribers.delist(lane, lane.work());
    lane.close(effects);
    if (checkpoints.isActive()) {
      boolean ofUser = lane.work().definition().owner() != null; // whose ids are never used again
      LaneRecord left = ofUser ? null : lane.record(position).removed(position, now);
      checkpoints.removed(lane.id(), left, lane.parked());
    }
  }

  @Nullable Lane lane(String id) {
    return lanes.get(id);
  }

  /** Returns the lanes that have something to do or wait, by id. */
  List<Lane> working() {
    return busy.stream().sorted(Comparator.comparing(Lane::id)).toList();
  }

  Collection<Lane> lanes() {
    return lanes.values();
  }

  // Waiting.

  /**
   * Waits until everything published is routed and all busy lanes satisfy the condition, and then
   * another one holds; returns whether that came to be within the time.
   */
  boolean await(Predicate<Lane> condition, BooleanSupplier other, long nanos)
      throws InterruptedException {
    return waiters.await(() -> isAll(condition) && other.getAsBoolean(), nanos);
  }

  private boolean isAll(Predicate<Lane> condition) {
    lock.lock();
    try {
      long before = wakes.sum();
      return !telling
          && position.compareTo(log.end()) >= 0
          && busy.stream().allMatch(condition)
          && wakes.sum() == before; // or one that was looked at may be at work again
    } finally {
      lock.unlock();
    }
  }
}
