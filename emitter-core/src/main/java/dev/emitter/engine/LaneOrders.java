package dev.emitter.engine;

import dev.emitter.definition.EmitterDefinition;
import dev.emitter.delivery.EmitterState;
import dev.emitter.filter.FilterInput;
import dev.emitter.log.LoggedEvent;
import dev.emitter.log.Position;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What people do with an emitter. Owned by the loop. */
final class LaneOrders {

  private static final Duration ABANDON_AFTER = Duration.ofSeconds(10);

  private final LaneState lane;
  private final Health health;
  private final Slot slot;
  private final LaneContext around;
  private final StateChange change;
  private final LaneSettling settling;

  LaneOrders(
      LaneState lane, Slot slot, LaneContext around, StateChange change, LaneSettling settling) {
    this.lane = lane;
    this.health = lane.health();
    this.slot = slot;
    this.around = around;
    this.change = change;
    this.settling = settling;
  }

  /** Sends events again, once each, before what waits in the backlog, also while disabled. */
  void resend(List<ResendRequest> events) {
    if (!lane.isLiving()) {
      events.forEach(one -> around.answers().giveUp(one, "the emitter is not there any more"));
      return;
    }
    lane.calls().add(events);
    lane.cancelCalls();
    slot.busyOrIdle(lane);
    slot.look(lane);
  }

  /** Forgets what is set aside of events that the owner may not receive any more. */
  void withhold(List<Position> refused) {
    for (Position position : refused) {
      if (lane.ledger().parked().remove(position)) {
        lane.counters().withheld++;
        slot.touched(lane);
      }
    }
  }

  /** Answers for a channel that has not answered by the end what a person has sent again. */
  void giveUpResends() {
    lane.calls()
        .resending()
        .forEach(one -> around.answers().giveUp(one, "the channel does not answer"));
  }

  /**
   * Leaves out what waits up to a position; what it has not read yet is left out once it reads it.
   */
  void leaveOut(Position upTo) {
    if (!lane.isLiving()) {
      return;
    }
    if (lane.intake().isLevel() && upTo.compareTo(slot.routed()) > 0) {
      lane.intake().skipTo(slot.routed());
      lane.intake().fallBehind(); // or it would have to wait for the router
    }
    lane.ledger().leaveOut(upTo);
    lane.cancelCalls(); // or events would still go that are left out by now
    if (health.state() == EmitterState.RETRYING && !lane.backlog().hasFailed()) {
      change.enter(EmitterState.ACTIVE, null);
    }
    slot.touched(lane);
    slot.busyOrIdle(lane);
    slot.look(lane);
  }

  /** Stops delivering until a person enables it; returns whether it was delivering. */
  boolean disable(String reason, @Nullable String person) {
    boolean was = health.isOpen();
    change.disableFor(person, reason);
    lane.cancelCalls();
    slot.touched(lane);
    slot.settled(lane);
    return was;
  }

  /**
   * Stops delivering because of a fault while it was given an event, until a person enables it; it
   * then reads the log again from there, since it may not have kept the event.
   *
   * @param previous the position of the event before that one
   */
  void disableForFault(String reason, LoggedEvent event, Position previous) {
    lane.intake().startOver(previous);
    lane.cancelCalls();
    slot.busyOrIdle(lane);
    change.disable(reason, event);
  }

  /** Delivers again, one event first; returns whether it was disabled. */
  boolean enable() {
    if (health.state() != EmitterState.DISABLED) {
      return false;
    }
    startOver(slot.droppedTo()); // the owner's rights may be others by now
    health.probe();
    change.enter(EmitterState.ACTIVE, null);
    slot.touched(lane);
    EmitterDefinition about = lane.active().definition();
    lane.ledger().failureLog().enabled(lane.waiting(slot.routed(), around.log()));
    around.ownEvents().restarted(about);
    slot.look(lane);
    return true;
  }

  /**
   * Puts another version of the definition to work.
   *
   * @param droppedTo what the log has dropped, and the version before has counted
   */
  void replace(ActiveDefinition next, Position droppedTo) {
    ActiveDefinition last = lane.active();
    boolean wasDisabled = health.state() == EmitterState.DISABLED;
    lane.active(next);
    lane.filterCost().forget();
    owner(next.definition().owner());
    lane.cancelCalls();
    startOver(droppedTo);
    health.forgive();
    settling.closeIfRetired(last);
    settling.abandonLater(last, ABANDON_AFTER);
    if (!next.definition().enabled()) {
      change.disableByDefinition();
    } else if (lane.isLiving()) {
      change.enter(EmitterState.ACTIVE, null);
    }
    if (wasDisabled && next.definition().enabled()) {
      health.probe(); // a person has changed the definition: that is how it is mended
      around.ownEvents().restarted(next.definition());
    }
    slot.look(lane);
  }

  private void owner(@Nullable String next) {
    OwnerShare before = lane.share();
    if (!Objects.equals(next, before == null ? null : before.owner())) {
      OwnerShare share = around.owners().join(next);
      around.owners().leave(before);
      lane.share(share);
      lane.backlog().owner(around.queues(share), OwnerShare.mostAhead(share));
      lane.ledger().parked().owner(next);
      slot.ownerChanged(lane);
    }
  }

  /** Will read the log again from the first event that is not settled, and decide anew. */
  private void startOver(Position gone) {
    lane.intake().startOver(slot.routed());
    if (!slot.hasDropped()) {
      lane.backlog().uncount(lane.counters()); // in a log that drops, the first count stands
    }
    lane.calls().search().forget();
    lane.backlog().rewind(gone, this::isWanted);
    slot.busyOrIdle(lane);
  }

  /** What the log has no more is decided about here; by its topic alone if its filter is costly. */
  private boolean isWanted(LoggedEvent event) {
    if (!lane.active().definition().subscription().selects(event.topic())) {
      return false;
    }
    FilterInput input = new FilterInput(event.topic(), event.event());
    Verdict verdict = around.filters().judge(lane, input);
    return verdict == null || verdict.matches();
  }

  /** Ends the lane; its channel closes once nothing is in flight, or does not answer. */
  void close() {
    if (!lane.isLiving()) {
      return;
    }
    lane.intake().startOver(slot.routed());
    change.enter(EmitterState.CLOSED, null);
    lane.cancelCalls();
    lane.calls()
        .dropResends()
        .forEach(one -> around.answers().giveUp(one, "the emitter was closed"));
    settling.closeIfRetired(lane.active());
    settling.abandonLater(lane.active(), ABANDON_AFTER);
    lane.ledger().parked().close();
    around.owners().leave(lane.share());
    slot.busyOrIdle(lane);
  }

  /** Forgets the events that are set aside; returns how many there were. */
  int discardParked() {
    slot.touched(lane);
    return lane.ledger().parked().discard();
  }
}
