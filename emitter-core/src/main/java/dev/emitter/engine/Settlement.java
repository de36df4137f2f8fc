package dev.emitter.engine;

import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.definition.DeliverySettings.OnRejected;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.definition.Ordering;
import dev.emitter.log.LoggedEvent;
import dev.emitter.problem.Loggers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Applies the results of one batch to the ledger of an emitter, on the loop. */
final class Settlement {

  private static final Logger LOG = Loggers.of(Settlement.class);

  private final Work by;
  private final Ledger ledger;
  private final LaneContext around;
  private final Duration took;
  private final Runnable wake;
  private boolean stopped;
  private boolean failed;
  private boolean found;
  private boolean calm;
  private boolean probing;
  private @Nullable LoggedEvent lastFailed;
  private @Nullable LoggedEvent lastDelivered;
  private @Nullable String unstableFor;
  private @Nullable LoggedEvent unstableBy;
  private List<Pending> refusedTogether = List.of();
  private @Nullable String disabledFor;
  private @Nullable LoggedEvent disabledBy;

  Settlement(Work by, Ledger ledger, LaneContext around, Duration took, Runnable wake) {
    this.by = by;
    this.ledger = ledger;
    this.around = around;
    this.took = took;
    this.wake = wake;
  }

  /** Returns whether nothing behind these deliveries may have been made. */
  boolean hasStopped() {
    return stopped;
  }

  /** Returns whether an event failed and is tried again. */
  boolean hasFailed() {
    return failed;
  }

  /** Returns the last event that failed and is tried again; null for none. */
  @Nullable LoggedEvent lastFailed() {
    return lastFailed;
  }

  /** Returns the last event that was delivered; null for none. */
  @Nullable LoggedEvent lastDelivered() {
    return lastDelivered;
  }

  /** Returns the events that were refused together: none, or at least two. */
  List<Pending> refusedTogether() {
    return refusedTogether;
  }

  /** Returns whether an event was refused by itself. */
  boolean hasFound() {
    return found;
  }

  /** Returns whether an emitter that was unstable has recovered. */
  boolean isCalm() {
    return calm;
  }

  /** Returns whether the first event was delivered since a person has enabled the emitter. */
  boolean wasProbing() {
    return probing;
  }

  /** Returns why the emitter has become unstable; null if it has not, or was before. */
  @Nullable String unstableFor() {
    return unstableFor;
  }

  /** Returns the event for which it has become unstable, or null. */
  @Nullable LoggedEvent unstableBy() {
    return unstableBy;
  }

  /** Returns why the emitter must be disabled, or null if it need not. */
  @Nullable String disabledFor() {
    return disabledFor;
  }

  /** Returns the event for which it must be disabled, or null. */
  @Nullable LoggedEvent disabledBy() {
    return disabledBy;
  }

  /** Settles the deliveries of a call. */
  void settle(Batch batch) {
    List<DeliveryResult> results = batch.results();
    stopped = batch.isBehind(); // an event of an earlier call has failed: these were not made
    refusedTogether = refusedTogether(batch.entries(), results);
    for (int i = 0; i < results.size(); i++) {
      if (batch.isWithheld(i)) {
        withhold(batch.entries().get(i));
      } else {
        settle(batch.entries().get(i), batch.deliveries().get(i), results.get(i));
      }
    }
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
    } catch (Throwable e) { // clocks and random generators may be the application's
      LOG.error("emitter {}: a result could not be settled", ledger.id(), e);
      entry.failed(false);
      failed = true;
      around.timers().schedule(Duration.ofSeconds(1), wake);
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
    if (!refusedTogether.isEmpty() && isOfBatch(result)) {
      entry.stage(Pending.Stage.WAITING); // others may be at fault
      stopped = true;
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
      stopped = true;
      fail(entry, disable.reason(), true);
      disableFor(disable.reason(), entry);
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
        !refusedTogether.isEmpty() && !retry.countsTowardsDisable() && retry.after() == null;
    return besideRefused || (stopped && isStrict());
  }

  private boolean isStrict() {
    return by.settings().ordering() == Ordering.STRICT;
  }

  private void deliver(Pending entry) {
    ledger.backlog().settle(entry);
    lastDelivered = entry.logged();
    probing |= ledger.health().isProbing();
    calm |= ledger.health().isUnstable() && ledger.health().isCalm(now());
    ledger.health().delivered();
    if (!ledger.health().day().isEmpty()) {
      ledger.health().day().delivered(now());
    }
    ledger.counters().delivered += isOwn(entry) ? 0 : 1;
  }

  private void retry(Pending entry, DeliveryResult.Retry retry) {
    stopped = true;
    long now = around.time().nanoTime();
    fail(entry, retry.reason(), retry.countsTowardsDisable());
    if (retry.countsTowardsDisable() && ledger.health().failed(now, by.settings())) {
      disableFor(ledger.health().streak(now) + ", the last: " + retry.reason(), entry);
    }
    int maxAttempts = by.settings().maxAttempts();
    if (maxAttempts > 0 && entry.countedAttempts() >= maxAttempts) {
      park(entry, "given up after " + entry.countedAttempts() + " attempts: " + retry.reason());
      return;
    }
    failed = true;
    lastFailed = entry.logged();
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
      if (unstableFor == null && !ledger.health().isUnstable()) {
        unstableFor = reason;
        unstableBy = entry.logged();
      }
      FailureDay day = ledger.health().day();
      day.add(now());
      if (isTooMuch(day, now())) {
        disableFor(day.count(now()) + " failures within 24 hours, the last: " + reason, entry);
      }
    }
  }

  /**
   * A limit that the definition names counts failures alone. That of the channel type is for a dead
   * receiver; one that takes 95 of 100 events is none.
   */
  private boolean isTooMuch(FailureDay day, Instant now) {
    int limit = by.failuresPerDay();
    return limit > 0
        && day.count(now) >= limit
        && (by.namesFailuresPerDay() || !day.isMostlyDelivered(now));
  }

  private void reject(Pending entry, String reason) {
    found = true;
    fail(entry, reason, true);
    if (by.settings().onRejected() == OnRejected.PARK) {
      park(entry, reason);
    } else {
      disableFor("the receiver refused an event: " + reason, entry);
    }
  }

  private void park(Pending entry, String reason) {
    Parked parked = Parked.of(ledger.id(), entry.logged(), reason, entry.attempts(), now());
    ledger.backlog().settle(entry); // last, as a clock may fail
    ledger.failureLog().parked(entry.logged(), reason, around.time().nanoTime());
    around.listener().parked(parked.event());
    ledger.parked().add(parked);
    if (!isOwn(entry)) {
      ledger.counters().parked++;
      EmitterDefinition about = by.definition();
      around.ownEvents().deliveryFailed(about, reason, entry.logged());
    }
    String full = ledger.parked().full();
    if (full != null) {
      disableFor(full + ", the last for: " + reason, entry);
    }
  }

  private void disableFor(String reason, Pending entry) {
    if (disabledFor == null) {
      disabledFor = reason;
      disabledBy = entry.logged();
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
