package dev.emitter.engine;

import dev.emitter.delivery.EmitterState;
import dev.emitter.delivery.TimeSource;
import dev.emitter.log.LogReader;
import dev.emitter.log.Position;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The state of one emitter's delivery: what waits, which calls are under way and how it is doing.
 * Owned by the loop, but for the {@link #active}, which any thread may read.
 */
final class LaneState {

  private final String id;
  private final Ledger ledger;
  private final Backlog backlog;
  private final Health health;
  private final Intake intake;
  private final Calls calls;
  private final FilterCost filterCost = new FilterCost();
  private @Nullable OwnerShare share;
  private final Runnable look;
  private volatile ActiveDefinition active;
  private @Nullable LaneCheckpoint recorded;
  private @Nullable ChannelCall running;
  private boolean busy;
  private boolean counted;
  private boolean looking;
  private boolean reading;
  private int rightsWaits;
  private boolean paused;

  /**
   * Creates the state of an emitter that begins.
   *
   * @param share what its owner may take of what all share; null for operators
   * @param look looks at what there is to do
   */
  LaneState(
      ActiveDefinition active,
      Ledger ledger,
      Intake intake,
      @Nullable OwnerShare share,
      Runnable look) {
    this.id = active.definition().id();
    this.active = active;
    this.ledger = ledger;
    this.backlog = ledger.backlog();
    this.health = ledger.health();
    this.intake = intake;
    this.calls = new Calls(id, health);
    this.share = share;
    this.look = look;
  }

  String id() {
    return id;
  }

  ActiveDefinition active() {
    return active;
  }

  void active(ActiveDefinition next) {
    active = next;
  }

  /** Returns what its owner may take of what all share; null for operators. */
  @Nullable OwnerShare share() {
    return share;
  }

  /** It belongs to somebody else now. */
  void share(@Nullable OwnerShare next) {
    share = next;
  }

  Ledger ledger() {
    return ledger;
  }

  Backlog backlog() {
    return backlog;
  }

  Health health() {
    return health;
  }

  Counters counters() {
    return ledger.counters();
  }

  Intake intake() {
    return intake;
  }

  Calls calls() {
    return calls;
  }

  FilterCost filterCost() {
    return filterCost;
  }

  // Looking.

  /** Returns whether it is yet to look at what there is to do. */
  boolean isLooking() {
    return looking;
  }

  void looking() {
    looking = true;
  }

  void look() {
    looking = false;
    if (!paused) {
      look.run();
    }
  }

  /** Returns whether it does nothing for a while, after a fault. */
  boolean isPaused() {
    return paused;
  }

  void paused(boolean now) {
    paused = now;
  }

  /** Returns whether somebody reads the log for it. */
  boolean isReading() {
    return reading;
  }

  void reading(boolean now) {
    reading = now;
  }

  /** Notes that one thing more, or less, waits until it can be told what the owner may receive. */
  void waitsForRights(int more) {
    rightsWaits += more;
  }

  /** Returns whether the channel is being called, and has not returned. */
  boolean isCalling() {
    return running != null;
  }

  /** The channel is being called. */
  void began(ChannelCall call) {
    running = call;
  }

  /** The channel has returned, whether it has answered or not. */
  void returned() {
    running = null;
  }

  /** Lets no batch begin that is not under way yet. */
  void cancelCalls() {
    if (running != null) {
      running.cancel();
    }
  }

  // What it comes to.

  /** Returns whether it is removed: people are told no more. */
  boolean isRemoved() {
    return active.isRemoved();
  }

  boolean isLiving() {
    return health.state() != EmitterState.CLOSED;
  }

  /** Notes whether it has anything to do or to wait for; returns whether that is news. */
  boolean becameBusyOrIdle() {
    boolean now = isLiving() && (!intake.isLevel() || !backlog.isEmpty() || calls.isResending());
    boolean changed = now != busy;
    busy = now;
    return changed;
  }

  boolean isBusy() {
    return busy;
  }

  /** Returns whether it is among those whose least settled position is known. */
  boolean isCounted() {
    return counted;
  }

  void counted(boolean now) {
    counted = now;
  }

  /** Returns the position up to which every event is settled. It never goes back. */
  Position settledTo(Position routed) {
    Position own = backlog.settledTo();
    return intake.isLevel() && backlog.isEmpty() && routed.compareTo(own) > 0 ? routed : own;
  }

  /**
   * Returns whether the router's position can stand for its cursor, now and as the router moves on.
   *
   * <p>A record without a cursor is read with the position of the router that is stored by then,
   * which may be far beyond the one that this record was made with. So it promises: whatever the
   * router passes from now on is not for this emitter, or is given to it, which marks it as changed
   * before a later position can be stored. Only a lane that is given events promises that.
   *
   * <p>A closed lane is given nothing, and the router stands still.
   */
  private boolean follows(Position routed) {
    return backlog.isEmpty() && (isLiving() ? intake.isLevel() : backlog.readTo().equals(routed));
  }

  /** Returns what must be known after a restart. */
  LaneCheckpoint record(Position routed, TimeSource time) {
    Position cursor = follows(routed) ? null : settledTo(routed);
    return ledger.record(cursor, active.fingerprint(), time);
  }

  /** Returns what must be known after a restart; null if that is the same as the last time. */
  @Nullable LaneCheckpoint newRecord(Position routed, TimeSource time) {
    LaneCheckpoint record = record(routed, time);
    return record.equals(recorded) ? null : record;
  }

  /** Notes that a record is about to be stored. */
  void recorded(LaneCheckpoint record) {
    recorded = record;
  }

  /**
   * Returns whether nothing more happens by itself: disabled, closed, or without an event, having
   * been given or read all that is routed.
   */
  boolean isIdle(Position routed) {
    boolean followed = intake.isLevel() || (filterCost.isCostly() && intake.hasRead(routed));
    boolean done = !health.isOpen() || (followed && backlog.isEmpty());
    return !reading && !calls.isResending() && done; // a disabled one may still be selecting
  }

  /**
   * Returns whether nothing more happens before the clock goes on.
   *
   * @param held how many calls its channel leaves without an answer until then
   */
  boolean isQuiet(int held, Position routed) {
    boolean waits = calls.size() == held && running == null && !reading;
    return !looking && !paused && (isIdle(routed) || ((!calls.hasResend() || held > 0) && waits));
  }

  /**
   * Returns whether it does nothing before it tries again, or before one that it waits for does.
   */
  boolean onlyWaits(Position routed) {
    boolean retries = health.state() == EmitterState.RETRYING || rightsWaits > 0;
    return isQuiet(0, routed) && (retries || !active.settings().after().isEmpty());
  }

  String describe() {
    return "emitter \"" + id + "\" (" + health.state().name().toLowerCase(Locale.ROOT) + ")";
  }

  /** Returns how many events its filter has kept out, and those that were passed over. */
  long filtered() {
    return counters().filtered + Math.max(0, intake.passedOver()); // it may be at one now
  }

  /** Returns how many events wait for it, or have not been read by it. */
  long waiting(Position routed, LogReader log) {
    return intake.isLevel() ? backlog.unsettled() : log.lag(settledTo(routed));
  }

  /** Remembers what stands in its way, found without an event. */
  void found(String fault, Instant now) {
    counters().error(now, null, 0, fault);
  }

  /** What a disabled emitter's owner may not receive now is decided when it is enabled. */
  boolean keeps(Verdict verdict) {
    return verdict.matches()
        || (verdict.outcome() == Verdict.Outcome.NOT_ALLOWED && !health.isOpen());
  }

  @Override
  public String toString() {
    return describe();
  }
}
