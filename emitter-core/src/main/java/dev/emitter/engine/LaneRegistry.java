package dev.emitter.engine;

import dev.emitter.delivery.TimeSource;
import dev.emitter.filter.FilterInput;
import dev.emitter.log.LogReader;
import dev.emitter.log.LoggedEvent;
import dev.emitter.log.Position;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * All lanes, how far the log is routed to them, which of them have something to do, and which have
 * changed since that was stored. Owned by the loop, but where it says otherwise.
 */
final class LaneRegistry implements Slot {

  private final LogReader log;
  private final Checkpoints checkpoints;
  private final Subscribers subscribers;
  private final DroppedEvents drops;
  private final TimeSource time;
  private final Map<String, Lane> lanes = new ConcurrentHashMap<>();
  private final ReadyLanes ready;
  private final BusyLanes busy = new BusyLanes();
  private final ChangedLanes changed;
  private final ReleaseLimit release;
  private volatile Position routed;
  private Position droppedTo;
  private boolean dropped;
  private boolean closed;

  /**
   * Creates a registry without lanes.
   *
   * @param delivering false if nothing is routed or delivered by itself
   */
  LaneRegistry(
      LogReader log,
      Checkpoints checkpoints,
      Subscribers subscribers,
      DroppedEvents drops,
      TimeSource time,
      Timers timers,
      boolean delivering) {
    this.log = log;
    this.checkpoints = checkpoints;
    this.subscribers = subscribers;
    this.drops = drops;
    this.time = time;
    this.ready = new ReadyLanes(timers);
    this.changed = new ChangedLanes(checkpoints, time, delivering);
    this.release = new ReleaseLimit(log, checkpoints);
    this.routed = checkpoints.restored().routed();
    this.droppedTo = log.start();
  }

  // Which there are.

  /** Returns the lane of an emitter, or null; any thread may ask. */
  @Nullable Lane lane(String id) {
    return lanes.get(id);
  }

  /** Returns all lanes, by id; any thread may ask. */
  List<Lane> all() {
    return lanes.values().stream().sorted(Comparator.comparing(Lane::id)).toList();
  }

  void add(Lane lane) {
    lanes.put(lane.id(), lane);
    changed(lane.state());
    subscribers.enlist(lane, lane.active());
    release.begins(lane.state(), routed);
    lane.begin();
  }

  /** Puts another version of a definition to work. */
  void replace(Lane lane, ActiveDefinition next) {
    Position gone = droppedTo(); // while the lane is still told
    subscribers.delist(lane, lane.active());
    lane.orders().replace(next, gone);
    subscribers.enlist(lane, next);
  }

  /**
   * Removes a lane.
   *
   * @param now when it is removed
   * @param forGood whether its id is never used again
   */
  void remove(Lane lane, Instant now, boolean forGood) {
    lanes.remove(lane.id(), lane);
    subscribers.delist(lane, lane.active());
    lane.orders().close();
    if (checkpoints.isActive()) {
      LaneCheckpoint left = forGood ? null : lane.state().record(routed, time).removed(routed, now);
      checkpoints.removed(lane.id(), left, lane.state().ledger().parked().all());
    }
    settled(lane.state());
  }

  /** Closes all lanes; there are no others from now on. */
  void close() {
    closed = true;
    all().forEach(lane -> lane.orders().close());
  }

  boolean areClosed() {
    return closed;
  }

  /** Returns the lanes that have something to do or to wait for. */
  BusyLanes busy() {
    return busy;
  }

  // Routing.

  /** Any thread may ask. */
  @Override
  public Position routed() {
    return routed;
  }

  /** Gives an event to the lanes that it may be for. */
  void route(LoggedEvent event) {
    subscribers.route(event, routed);
    routed = event.position();
  }

  /** Everything up to a position is routed, as there is nothing else. */
  void routedTo(Position position) {
    routed = position;
  }

  /** Nothing more is routed now: lanes that were ahead may be level. */
  void meet() {
    subscribers.meet(routed, null);
  }

  @Override
  public void noteDropped() {
    drops.drainTo(this::dropped);
  }

  private void dropped(DroppedEvents.Dropped event) {
    LoggedEvent logged = event.logged();
    if (logged == null) {
      FilterInput input = new FilterInput(event.topic(), event.event());
      subscribers.candidates(input).forEach(lane -> lane.discarded(input));
      return;
    }
    drop(logged);
    if (logged.position().compareTo(routed) > 0) {
      routed = logged.position();
    }
  }

  /** Counts an event, which is about to leave the log, for those who have not read it. */
  void drop(LoggedEvent event) {
    dropped = true;
    droppedTo = event.position();
    FilterInput input = new FilterInput(event.topic(), event.event());
    for (Lane lane : subscribers.candidates(input)) {
      lane.dropping(event, input, routed);
    }
  }

  @Override
  public boolean hasDropped() {
    return dropped;
  }

  @Override
  public Position droppedTo() {
    Position start = log.start(); // first, since the log says what it drops before it is gone
    noteDropped();
    return droppedTo.compareTo(start) > 0 ? droppedTo : start;
  }

  @Override
  public void awaitRouter(LaneState lane) {
    Lane one = lanes.get(lane.id());
    if (one != null && one.state() == lane) {
      subscribers.ahead(one);
    }
  }

  /** Returns up to where the log may let go of what is routed and settled. */
  SettledPositions releasable() {
    return release.of(busy.settled(routed));
  }

  /** Returns what will be settled by what is stored, once all is that was collected by now. */
  SettledPositions collected() {
    release.collected();
    return busy.settled(routed);
  }

  /** All is stored that was collected last, and settles so much. */
  void storedTo(SettledPositions upTo) {
    release.storedTo(upTo);
  }

  // Who has something to do.

  @Override
  public void look(LaneState lane) {
    ready.look(lane);
  }

  /** Lets lanes look at what there is to do; returns whether more of them want to. */
  boolean runReady() {
    return ready.run();
  }

  @Override
  public void pause(LaneState lane) {
    ready.pause(lane);
  }

  @Override
  public void ownerChanged(LaneState lane) {
    busy.ownerChanged(lane, routed);
  }

  @Override
  public void busyOrIdle(LaneState lane) {
    if (lane.becameBusyOrIdle()) {
      busy.update(lane, routed);
      changed(lane);
    }
  }

  @Override
  public void settled(LaneState lane) {
    subscribers.waitingFor(lane.id()).forEach(dependent -> look(dependent.state()));
  }

  /** Lets those look who wait for others: the router has passed events that are not for these. */
  void lookWhoWaits() {
    for (Lane lane : subscribers.waiting()) {
      if (lane.state().isBusy()) {
        look(lane.state());
      }
    }
  }

  @Override
  public @Nullable Position limit(List<String> emitterIds) {
    Position limit = null;
    for (String id : emitterIds) {
      Lane lane = lanes.get(id);
      if (lane != null) {
        Position settled = lane.state().settledTo(routed);
        limit = limit == null || settled.compareTo(limit) < 0 ? settled : limit;
      }
    }
    return limit;
  }

  // What is stored of them.

  @Override
  public void changed(LaneState lane) {
    changed.changed(lane);
  }

  @Override
  public void touched(LaneState lane) {
    changed.touched(lane);
  }

  /** Returns whether there was anything to store; any thread may ask. */
  boolean isTouched() {
    return changed.isTouched();
  }

  /** Does what {@link Checkpoints.Source#collect} says; on the loop. */
  @Nullable Position collect(
      Map<String, LaneCheckpoint> records, List<Parked> parked, List<Parked> unparked) {
    return changed.collect(routed, this::isAtWork, records, parked, unparked);
  }

  private boolean isAtWork(LaneState lane) {
    Lane atWork = lanes.get(lane.id());
    return atWork != null && atWork.state() == lane;
  }
}
