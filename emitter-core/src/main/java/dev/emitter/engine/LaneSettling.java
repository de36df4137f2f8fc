package dev.emitter.engine;

import dev.emitter.channel.DeliveryResult;
import dev.emitter.delivery.EmitterState;
import dev.emitter.log.LoggedEvent;
import dev.emitter.problem.Loggers;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;

/**
 * Settles what the channel of an emitter has answered, and changes the state of the emitter as that
 * demands. Owned by the loop.
 */
final class LaneSettling {

  private static final Logger LOG = Loggers.of(LaneSettling.class);

  private static final String ENABLED_AGAIN = "it was enabled and delivers again";

  private final LaneState lane;
  private final Ledger ledger;
  private final Health health;
  private final Slot slot;
  private final LaneContext around;
  private final StateChange change;

  LaneSettling(LaneState lane, Slot slot, LaneContext around, StateChange change) {
    this.lane = lane;
    this.ledger = lane.ledger();
    this.health = lane.health();
    this.slot = slot;
    this.around = around;
    this.change = change;
  }

  /** A batch was not given to the channel after all. */
  void notMade(Batch batch) {
    lane.calls().notMade(batch);
    ResendRequest resend = batch.resend();
    if (resend != null && lane.isLiving()) {
      lane.calls().add(List.of(resend));
    } else if (resend != null) {
      around.answers().giveUp(resend, "the emitter was closed");
    }
    closeIfRetired(batch.active());
    slot.busyOrIdle(lane);
  }

  /** A batch was not given to the channel, as it cannot be told now whether it may be. */
  void unknownRights(Batch batch, String why) {
    if (!batch.isAbandoned()) {
      lane.calls().notMade(batch);
      batch.delayUnknown(RightsWait.PAUSE);
    }
    if (batch.resend() != null) {
      around.answers().giveUp(batch.resend(), why + " Then send it again.");
    }
    closeIfRetired(batch.active());
    slot.busyOrIdle(lane);
  }

  /** The channel has answered. */
  void answered(Batch batch) {
    lane.calls().answered(batch).forEach(this::settleSafely);
    slot.busyOrIdle(lane);
  }

  /** Whatever goes wrong, the lane goes on: what was not settled is tried again. */
  private void settleSafely(Batch batch) {
    try {
      settle(batch);
    } catch (Throwable e) { // such as: no memory
      slot.pause(lane);
      lane.calls().remove(batch, batch.startedAt());
      batch.abandon();
      if (batch.resend() != null) {
        around
            .answers()
            .giveUp(batch.resend(), "a fault of the library: " + e.getClass().getName());
      }
      String what = "what follows from an answer could not be done; it is tried again";
      around.loop().faults().report(LOG, lane.describe(), what, e);
    }
  }

  private void settle(Batch batch) {
    lane.calls().remove(batch, batch.endedAt());
    ResendRequest resend = batch.resend();
    if (resend != null) {
      resent(resend, batch);
    } else {
      settleInOrder(batch);
    }
    closeIfRetired(batch.active());
  }

  private void settleInOrder(Batch batch) {
    boolean current = batch.active() == lane.active();
    BatchOutcome outcome =
        new Settlement(batch.active(), ledger, around, batch.took(), () -> slot.look(lane))
            .settle(batch);
    if (outcome.isFaulty()) {
      slot.pause(lane);
    }
    if (outcome.hasStopped()) {
      lane.calls().stopped();
    }
    if (current) {
      lane.calls().search().ended(batch, outcome.refusedTogether(), outcome.hasFound());
    }
    lane.backlog().letGoOfSettled(batch.entries());
    lane.backlog().removeSettled();
    slot.changed(lane);
    follow(outcome, current);
    followSpell(outcome);
  }

  /** What a person sends again moves no cursor and counts for nothing but itself. */
  private void resent(ResendRequest resend, Batch batch) {
    DeliveryResult result = batch.results().get(0);
    boolean withheld = batch.isWithheld(0);
    if ((withheld || result instanceof DeliveryResult.Delivered)
        && !lane.isRemoved() // or the emitter that is back has the event set aside
        && ledger.parked().remove(resend.event().position())) {
      lane.counters().withheld += withheld ? 1 : 0;
      slot.touched(lane);
    }
    around.listener().attempted(batch.deliveries().get(0), result, batch.took());
    around.answers().give(resend, result);
  }

  /** Changes the state as a batch demands; an earlier version's failures do not disable. */
  private void follow(BatchOutcome outcome, boolean current) {
    String disabledFor = outcome.disabledFor();
    if (disabledFor != null && current) {
      change.disable(disabledFor, outcome.disabledBy());
    } else if (health.isOpen()
        && (outcome.hasFailed() || health.state() == EmitterState.RETRYING)) {
      boolean retrying = lane.backlog().hasFailed();
      tell(outcome, retrying);
      change.enter(
          retrying ? EmitterState.RETRYING : EmitterState.ACTIVE,
          retrying ? lane.counters().lastReason() : null);
    }
  }

  private void tell(BatchOutcome outcome, boolean retrying) {
    boolean before = health.state() == EmitterState.RETRYING;
    LoggedEvent failed = outcome.lastFailed();
    LoggedEvent delivered = outcome.lastDelivered();
    if (retrying && !before && failed != null) {
      String reason = String.valueOf(lane.counters().lastReason());
      ledger.failureLog().failed(failed, reason, around.time().nanoTime());
    } else if (before && !retrying && delivered != null) {
      ledger.failureLog().recovered(delivered);
    }
  }

  /** Follows whether an emitter is unstable; after its state is known. */
  private void followSpell(BatchOutcome outcome) {
    String unstableFor = outcome.unstableFor();
    if (outcome.isCalm()) {
      change.recover(outcome.wasProbing() ? ENABLED_AGAIN : StateChange.CALM);
    }
    if (unstableFor != null) {
      change.becomeUnstable(unstableFor, outcome.unstableBy());
    }
  }

  // Versions of the definition that are gone.

  /** Closes the channel of a version that is not at work any more once it has answered all. */
  void closeIfRetired(ActiveDefinition finished) {
    boolean retired = finished != lane.active() || !lane.isLiving();
    if (retired && finished.inFlight() == 0) {
      around.closing().accept(finished);
    }
    if (!lane.isLiving() && lane.calls().size() == 0) {
      lane.backlog().held().release(); // not before: what is under way keeps it in memory
    }
  }

  /** Waits no longer than this for what a version of the definition that is gone has in flight. */
  void abandonLater(ActiveDefinition retired, Duration limit) {
    if (retired.inFlight() > 0) {
      around.timers().schedule(limit, () -> abandon(retired));
    }
  }

  private void abandon(ActiveDefinition retired) {
    for (Batch batch : lane.calls().abandon(retired)) {
      LOG.warn("emitter {}: its earlier channel does not answer and is given up", lane.id());
      if (batch.resend() != null) {
        around.answers().giveUp(batch.resend(), "the channel does not answer");
      }
    }
    closeIfRetired(retired);
    slot.busyOrIdle(lane);
    slot.look(lane);
    slot.settled(lane);
  }
}
