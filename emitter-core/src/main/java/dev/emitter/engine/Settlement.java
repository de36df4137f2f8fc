package dev.emitter.engine;

import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.definition.DeliverySettings.OnRejected;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.definition.Ordering;
import dev.emitter.problem.Loggers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;

/** Applies the results of one batch to the ledger of an emitter, on the loop. Used once. */
final class Settlement {

  private static final Logger LOG = Loggers.of(Settlement.class);

  private final ActiveDefinition by;
  private final Ledger ledger;
  private final LaneContext around;
  private final Duration took;
  private final Runnable wake;
  private final BatchOutcome outcome = new BatchOutcome();

  Settlement(ActiveDefinition by, Ledger ledger, LaneContext around, Duration took, Runnable wake) {
    this.by = by;
    this.ledger = ledger;
    this.around = around;
    this.took = took;
    this.wake = wake;
  }

  /** Settles the deliveries of a call; returns what has come of them together. */
  BatchOutcome settle(Batch batch) {
    List<DeliveryResult> results = batch.results();
    if (batch.isBehind()) {
      outcome.stopped(); // an event of an earlier call has failed: these were not made
    }
    outcome.refusedTogether(refusedTogether(batch.entries(), results));
    for (int i = 0; i < results.size(); i++) {
      if (batch.isWithheld(i)) {
        withhold(batch.entries().get(i));
      } else {
        settle(batch.entries().get(i), batch.deliveries().get(i), results.get(i));
      }
    }
    return outcome;
  }

  private static List<Pending> refusedTogether(
      List<Pending> entries, List<DeliveryResult> results) {
    List<Pending> refused = new ArrayList<>(0);
    for (int i = 0; i < results.size(); i++) {
      if (isOfBatch(results.get(i))) {
        refused.add(entries.get(i));
      }
    }
    return refused.size() > 1 ? refused : List.of();
  }

  private static boolean isOfBatch(DeliveryResult result) {
    return result instanceof DeliveryResult.Rejected rejected && rejected.isOfBatch();
  }

  /** Settles one delivery; whatever goes wrong in it, the event is tried again. */
  private void settle(Pending entry, Delivery delivery, DeliveryResult result) {
    try {
      apply(entry, delivery, result);
    } catch (Throwable e) { // such as: no memory
      if (entry.stage() == Pending.Stage.IN_FLIGHT) {
        entry.failed(false);
      }
      if (entry.stage() != Pending.Stage.SETTLED) { // or the result has had its effect
        outcome.failed();
      }
      outcome.faulty();
      String about = by.definition().toString();
      around.loop().faults().report(LOG, about, "a result could not be settled", e);
    }
  }

  private void apply(Pending entry, Delivery delivery, DeliveryResult result) {
    if (entry.stage() == Pending.Stage.SETTLED) { // a person has skipped it meanwhile
      around.listener().attempted(delivery, result, took);
      return;
    }
    if (wasNotMade(result)) {
      entry.stage(Pending.Stage.WAITING); // behind a failure it was not tried: it has not failed
      return;
    }
    if (!outcome.refusedTogether().isEmpty() && isOfBatch(result)) {
      entry.stage(Pending.Stage.WAITING); // others may be at fault
      outcome.stopped();
      return;
    }
    ledger.counters().took(result.evidence().duration());
    if (result instanceof DeliveryResult.Delivered) {
      deliver(entry);
    } else if (result instanceof DeliveryResult.Retry retry) {
      retry(entry, retry);
    } else if (result instanceof DeliveryResult.Rejected rejected) {
      reject(entry, rejected.reason());
    } else if (result instanceof DeliveryResult.Disable disable) {
      outcome.stopped();
      fail(entry, disable.reason(), true);
      outcome.disable(disable.reason(), entry.logged());
    }
    around.listener().attempted(delivery, result, took);
  }

  /** Its owner has lost the right to it: it is done with, and nobody has failed. */
  private void withhold(Pending entry) {
    if (entry.stage() != Pending.Stage.SETTLED) {
      ledger.backlog().settle(entry);
      ledger.counters().withheld += isOwn(entry) ? 0 : 1;
    }
  }

  private boolean wasNotMade(DeliveryResult result) {
    if (!(result instanceof DeliveryResult.Retry retry)) {
      return false;
    }
    boolean besideRefused =
        !outcome.refusedTogether().isEmpty()
            && !retry.countsTowardsDisable()
            && retry.after() == null;
    return besideRefused || (outcome.hasStopped() && isStrict());
  }

  private boolean isStrict() {
    return by.settings().ordering() == Ordering.STRICT;
  }

  private void deliver(Pending entry) {
    ledger.backlog().settle(entry);
    outcome.delivered(entry.logged());
    if (ledger.health().isProbing()) {
      outcome.probed();
    }
    if (ledger.health().isUnstable() && ledger.health().isCalm(now())) {
      outcome.calm();
    }
    ledger.health().delivered();
    if (!ledger.health().day().isEmpty()) {
      ledger.health().day().delivered(now());
    }
    ledger.counters().delivered += isOwn(entry) ? 0 : 1;
  }

  private void retry(Pending entry, DeliveryResult.Retry retry) {
    outcome.stopped();
    long now = around.time().nanoTime();
    fail(entry, retry.reason(), retry.countsTowardsDisable());
    if (retry.countsTowardsDisable() && ledger.health().failed(now, by.settings())) {
      outcome.disable(
          ledger.health().streak(now) + ", the last: " + retry.reason(), entry.logged());
    }
    int maxAttempts = by.settings().maxAttempts();
    if (maxAttempts > 0 && entry.countedAttempts() >= maxAttempts) {
      park(entry, "given up after " + entry.countedAttempts() + " attempts: " + retry.reason());
      return;
    }
    outcome.failed(entry.logged());
    ledger.counters().retried += isOwn(entry) ? 0 : 1;
    Duration delay = by.retry().delay(entry.attempts(), retry.after(), around.random());
    entry.delayUntil(now + delay.toNanos());
    around.timers().schedule(delay, wake);
  }

  private void fail(Pending entry, String reason, boolean counts) {
    entry.failed(counts);
    String eventId = entry.logged().event().event().getId();
    ledger.counters().error(now(), eventId, entry.attempts(), reason);
    if (counts) {
      if (!ledger.health().isUnstable()) {
        outcome.unstable(reason, entry.logged());
      }
      FailureWindow day = ledger.health().day();
      day.add(now());
      if (isTooMuch(day, now())) {
        outcome.disable(
            day.count(now()) + " failures within 24 hours, the last: " + reason, entry.logged());
      }
    }
  }

  /**
   * A limit that the definition names counts failures alone. That of the channel type is for a dead
   * receiver; one that takes 95 of 100 events is none.
   */
  private boolean isTooMuch(FailureWindow day, Instant now) {
    int limit = by.failuresPerDay();
    return limit > 0
        && day.count(now) >= limit
        && (by.namesFailuresPerDay() || !day.isMostlyDelivered(now));
  }

  private void reject(Pending entry, String reason) {
    outcome.found();
    fail(entry, reason, true);
    if (by.settings().onRejected() == OnRejected.PARK) {
      park(entry, reason);
    } else {
      outcome.disable("the receiver refused an event: " + reason, entry.logged());
    }
  }

  private void park(Pending entry, String reason) {
    Parked parked = Parked.of(ledger.id(), entry.logged(), reason, entry.attempts(), now());
    ledger.failureLog().parked(entry.logged(), reason, around.time().nanoTime());
    around.listener().parked(parked.event());
    ledger.parked().add(parked);
    ledger.backlog().settle(entry); // last, or it would be lost if anything of this fails
    if (!isOwn(entry)) {
      ledger.counters().parked++;
      EmitterDefinition about = by.definition();
      around.ownEvents().deliveryFailed(about, reason, entry.logged());
    }
    String full = ledger.parked().full();
    if (full != null) {
      outcome.disable(full + ", the last for: " + reason, entry.logged());
    }
  }

  private Instant now() {
    return around.time().clock().instant();
  }

  /** The library's own events are delivered like others but not counted. */
  private static boolean isOwn(Pending entry) {
    return entry.logged().topic().isReserved();
  }
}
