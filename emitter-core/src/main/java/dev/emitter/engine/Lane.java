package dev.emitter.engine;

import dev.emitter.delivery.OwnerLimit;
import dev.emitter.delivery.ParkedEvent;
import dev.emitter.filter.FilterInput;
import dev.emitter.log.LoggedEvent;
import dev.emitter.log.Position;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The delivery of one emitter. While it is level, it is given selected events by the router; when
 * its queue is full, or after its definition changed, it is behind and reads the log itself until
 * it is level again. A disabled lane goes on selecting, until its queue is full, so that it holds
 * back no event of the log that is not for it. Owned by the loop, but where it says otherwise.
 */
final class Lane {

  private final LaneState state;
  private final Slot slot;
  private final LaneContext around;
  private final LaneReader reader;
  private final LaneDispatcher dispatcher;
  private final LaneSettling settling;
  private final LaneOrders orders;
  private final StateChange change;
  private final LaneStatus status;

  /**
   * Creates the lane of an emitter that begins.
   *
   * @param start the position behind which it reads
   * @param stored whether what it sets aside is stored
   */
  Lane(ActiveDefinition active, Position start, boolean stored, Slot slot, LaneContext around) {
    this.slot = slot;
    this.around = around;
    Health health = new Health(around.time().clock().instant());
    OwnerShare share = around.owners().join(active.definition().owner());
    Backlog backlog = new Backlog(start, around.queues(share), OwnerShare.mostAhead(share));
    ParkedEvents parked =
        new ParkedEvents(
            backlog,
            around.parked(),
            stored,
            active.definition().owner(),
            this::droppedParked,
            this::roomAgain);
    Ledger ledger = new Ledger(active.definition().id(), backlog, health, parked);
    Intake intake = new Intake(ledger, around.listener(), around.time().clock());
    this.state = new LaneState(active, ledger, intake, share, this::look);
    this.status = new LaneStatus(state, slot, around);
    this.change =
        new StateChange(
            state, slot, around, new LaneNotices(state, slot, around.loop(), status::ask));
    this.settling = new LaneSettling(state, slot, around, change);
    this.reader = new LaneReader(state, slot, around);
    this.dispatcher = new LaneDispatcher(state, slot, around, settling);
    this.orders = new LaneOrders(state, slot, around, change, settling);
    if (!active.definition().enabled()) {
      health.disable(DisabledState.byDefinition(around.time().clock().instant()));
    }
  }

  /** Goes on from where an earlier process was; before it begins. */
  void restore(LaneCheckpoint record, List<Parked> parked) {
    boolean resumes = state.backlog().readTo().equals(record.at());
    state.ledger().restore(record, parked, active().fingerprint(), around.time());
    if (resumes && around.delivering()) {
      new RestartGap(state, slot, around).pass(record);
    }
  }

  /** An event that was set aside is forgotten for want of room. */
  private void droppedParked(ParkedEvent event, String reason) {
    state.counters().dropped++;
    state.counters().error(around.time().clock().instant(), event.origin().id(), 0, reason);
    state.ledger().failureLog().droppedParked(event, reason, around.time().nanoTime());
    around.listener().parkedDropped(event);
    around.owners().reached(state, OwnerLimit.PARKED_BYTES.label(), reason);
    slot.touched(state);
  }

  /** What was set aside is stored, and takes no memory any more. */
  private void roomAgain() {
    if (!state.intake().isLevel()) {
      slot.look(state);
    }
  }

  /** Returns its id; any thread may ask. */
  String id() {
    return state.id();
  }

  /** Returns the version of its definition that is at work; any thread may ask. */
  ActiveDefinition active() {
    return state.active();
  }

  LaneState state() {
    return state;
  }

  LaneOrders orders() {
    return orders;
  }

  LaneReader reader() {
    return reader;
  }

  /** Begins its work: level at once when nothing before it is left to read. */
  void begin() {
    reader.look();
    slot.busyOrIdle(state);
    slot.look(state);
  }

  /** Looks at what there is to do. */
  private void look() {
    reader.look();
    dispatcher.look();
  }

  // Routing.

  /** Joins the lanes with the same topics and owner. */
  void join(PassedEvents joined) {
    state.intake().join(joined);
  }

  /**
   * Is given an event on this emitter's topics, after every event up to {@code previous}. What it
   * was not given since the last one was not for it.
   *
   * @param input null if it cannot be told now whether its owner may receive the event
   */
  void route(LoggedEvent event, @Nullable FilterInput input, Position previous) {
    Intake intake = state.intake();
    if (!intake.isLevel() || !intake.isUnread(event)) {
      return;
    }
    Verdict verdict = input == null ? null : around.filters().judge(state, input);
    if (verdict == null) {
      leaveToReader(previous);
      return;
    }
    intake.countPassed(previous);
    boolean kept = state.keeps(verdict);
    Backlog backlog = state.backlog();
    if (kept) {
      backlog.skipTo(previous);
      slot.changed(state); // also when it is busy still with an event that is settled already
      if (backlog.room(active().settings().queueCapacity()) <= 0) {
        intake.fallBehind(); // it reads and counts the event itself
        tellIfFull();
      }
    }
    if (intake.isLevel()) {
      intake.given();
      intake.read(event, verdict, kept);
      backlog.removeSettled(); // such as one that an earlier process has delivered
    }
    if (kept) {
      slot.busyOrIdle(state);
      slot.look(state);
    }
  }

  private void tellIfFull() {
    OwnerShare share = state.share();
    if (share != null && share.queues().isPartUsedUp()) {
      around
          .owners()
          .reached(
              state,
              OwnerLimit.QUEUE_BYTES.label(),
              "events that wait for emitters of its owner may take "
                  + OwnerLimit.QUEUE_BYTES.label()
                  + " = "
                  + share.limits().of(OwnerLimit.QUEUE_BYTES)
                  + " bytes of memory, and do: more wait in the log, as long as it keeps them, and"
                  + " are read from there. See that the receivers work, and keep up");
    }
  }

  /** Falls behind, since nobody must wait on the loop for it: it reads the event itself. */
  private void leaveToReader(Position previous) {
    state.intake().skipTo(previous);
    state.intake().fallBehind();
    slot.changed(state);
    slot.busyOrIdle(state);
    slot.look(state);
  }

  /**
   * Returns whether it still is ahead of the router, or stays behind it as its filter is costly. If
   * the router has come to where this lane has read, it becomes level; if it is behind by now, it
   * reads on.
   *
   * @param next the event that the router gives next, or null if it has none
   */
  boolean isAhead(Position routed, @Nullable LoggedEvent next) {
    int beyond = state.backlog().readTo().compareTo(routed);
    if (state.filterCost().isCostly() && beyond >= 0) {
      return true;
    }
    boolean ahead = beyond > 0 && (next == null || !state.intake().isUnread(next));
    if (!ahead && beyond >= 0) {
      becomeLevel();
    } else if (!ahead) {
      slot.look(state);
    }
    return ahead;
  }

  private void becomeLevel() {
    if (state.isLiving() && !state.intake().isLevel()) {
      state.intake().becomeLevel();
      slot.changed(state);
      slot.busyOrIdle(state);
    }
  }

  /** Counts an event that is about to leave the log, unless it was read before. */
  void dropping(LoggedEvent event, FilterInput input, Position routed) {
    Intake intake = state.intake();
    if (intake.isLevel()) {
      intake.skipTo(routed);
    }
    if (!intake.isUnread(event)) {
      return;
    }
    Verdict verdict = judge(input);
    boolean remembered = state.backlog().remembers(event.position());
    if (!remembered && !verdict.matches()) {
      return;
    }
    if (remembered) {
      intake.read(event, verdict, state.keeps(verdict));
      state.backlog().removeSettled();
      slot.look(state);
    } else {
      intake.drop(event, verdict);
      around
          .owners()
          .lost(state, "the log had to let events go that this emitter had not read yet");
    }
    slot.changed(state);
    slot.busyOrIdle(state);
  }

  /** What nobody can or should tell here is lost anyway: all on its topics counts as lost then. */
  private Verdict judge(FilterInput input) {
    Verdict verdict = around.filters().judge(state, input);
    return verdict == null ? Verdict.MATCHED : verdict;
  }

  /** Counts an event that never entered the log. */
  void discarded(FilterInput input) {
    if (judge(input).matches()) {
      state.counters().matched++;
      state.counters().dropped++;
      around.listener().dropped(id(), input.topic(), input.event());
    }
  }

  /** Stops it because of a fault while it was given an event. */
  void disableForFault(String reason, LoggedEvent event, Position previous) {
    orders.disableForFault(reason, event, previous);
  }

  // What is known of it.

  /** Lets people be told what they do not know yet. */
  void tellOwner() {
    change.tellOwner();
    change.tellOfSpell();
  }

  /** Returns what tells how it is doing; any thread may ask for that. */
  LaneStatus status() {
    return status;
  }
}
