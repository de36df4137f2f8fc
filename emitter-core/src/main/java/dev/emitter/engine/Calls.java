package dev.emitter.engine;

import dev.emitter.channel.Delivery;
import dev.emitter.definition.DeliverySettings.OnRejected;
import dev.emitter.definition.Ordering;
import dev.emitter.delivery.EmitterState;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The calls of channels that an emitter has under way, in the order in which they began, what a
 * person wants sent again, and how much may begin. Owned by the loop.
 */
final class Calls {

  private static final Deque<ResendRequest> NONE = new ArrayDeque<>(0); // never added to

  private final String emitterId;
  private final Health health;
  private final FaultSearch search = new FaultSearch();
  private Deque<ResendRequest> resends = NONE;
  private Set<Batch> underWay = Set.of();
  private long busySince;
  private long busyNanos;

  Calls(String emitterId, Health health) {
    this.emitterId = emitterId;
    this.health = health;
  }

  int size() {
    return underWay.size();
  }

  // What may begin.

  /** Returns for how long calls were under way. */
  Duration busy(long nanoTime) {
    return Duration.ofNanos(busyNanos + (underWay.isEmpty() ? 0 : nanoTime - busySince));
  }

  /** Returns whether one more may begin. */
  boolean hasRoom(ActiveDefinition current) {
    boolean several = !isStrict(current) || pipelines(current);
    int most =
        several && !isCareful(current) && !search.isOn()
            ? Math.min(current.settings().maxInFlight(), current.traits().maxInFlight())
            : 1;
    return underWay.size() < most;
  }

  /** Returns whether each call waits for the one before it, and nothing more is known of it. */
  boolean isOneByOne(ActiveDefinition current) {
    return isStrict(current)
        && !pipelines(current)
        && !isCareful(current)
        && !search.isOn()
        && !hasResend();
  }

  /** A channel that keeps the order knows its own calls only. */
  private boolean pipelines(ActiveDefinition current) {
    return current.traits().keepsOrder()
        && underWay.stream()
            .allMatch(one -> one.active() == current && one.resend() == null && !one.isBehind());
  }

  /** Returns how many events the next one may take. */
  int maxBatch(ActiveDefinition current) {
    int most = search.isOn() ? search.size() : Integer.MAX_VALUE;
    return isCareful(current) ? 1 : Math.min(most, current.traits().maxBatch());
  }

  /** Returns the events that may go next, in the order of the log. */
  Iterator<Pending> candidates(Backlog backlog) {
    return search.isOn() ? search.suspects() : backlog.iterator();
  }

  FaultSearch search() {
    return search;
  }

  /** One at a time where nothing behind a failure may go before it is known. */
  private boolean isCareful(ActiveDefinition current) {
    boolean mayStop =
        health.state() == EmitterState.RETRYING
            || current.settings().onRejected() == OnRejected.DISABLE;
    return health.isProbing() || (isStrict(current) && mayStop);
  }

  private static boolean isStrict(ActiveDefinition active) {
    return active.settings().ordering() == Ordering.STRICT;
  }

  /** Begins one with these events. */
  Batch begin(ActiveDefinition current, List<Pending> entries, long now) {
    List<Delivery> deliveries = new ArrayList<>(entries.size());
    for (Pending entry : entries) {
      deliveries.add(Delivery.of(emitterId, entry.logged(), entry.attempts() + 1));
    }
    Batch batch = begun(new Batch(current, entries, deliveries, now, search.isOn()));
    entries.forEach(entry -> entry.stage(Pending.Stage.IN_FLIGHT)); // last, once all else is done
    return batch;
  }

  private Batch begun(Batch batch) {
    if (underWay.isEmpty()) {
      underWay = new LinkedHashSet<>(2);
      busySince = batch.startedAt();
    }
    underWay.add(batch);
    batch.active().started();
    return batch;
  }

  // What ends.

  /**
   * Finds out what an answer leads to.
   *
   * @return the calls to settle now: this one, but where the channel keeps the order only after
   *     those that began before it, and with those behind it that were answered earlier
   */
  List<Batch> answered(Batch batch) {
    if (batch.isAbandoned() || !underWay.contains(batch)) {
      return List.of(); // an answer may overtake the news that the channel has returned
    }
    return isOrdered(batch) ? answeredInOrder() : List.of(batch);
  }

  private List<Batch> answeredInOrder() {
    List<Batch> answered = new ArrayList<>();
    for (Batch one : underWay) {
      if (isOrdered(one)) {
        if (one.results().isEmpty()) {
          break;
        }
        answered.add(one);
      }
    }
    return answered;
  }

  private static boolean isOrdered(Batch batch) {
    return batch.resend() == null
        && batch.active().traits().keepsOrder()
        && isStrict(batch.active());
  }

  /** Nothing that is under way in order was made: it was behind a delivery that failed. */
  void stopped() {
    underWay.stream().filter(Calls::isOrdered).forEach(Batch::behind);
  }

  /** Forgets one that the channel was not given. */
  void notMade(Batch batch) {
    if (!batch.isAbandoned()) { // or its events may be under way again
      batch.putBack();
      remove(batch, batch.startedAt());
    }
  }

  /** Forgets one that has ended, unless that was done. */
  void remove(Batch batch, long nanoTime) {
    if (!underWay.contains(batch)) {
      return;
    }
    underWay.remove(batch);
    batch.active().ended();
    if (underWay.isEmpty()) {
      busyNanos += nanoTime - busySince;
      underWay = Set.of();
    }
  }

  /** Gives up those of a version of the definition. */
  List<Batch> abandon(ActiveDefinition retired) {
    List<Batch> abandoned = underWay.stream().filter(one -> one.active() == retired).toList();
    abandoned.forEach(Batch::abandon);
    abandoned.forEach(one -> remove(one, busySince)); // it did nothing
    return abandoned;
  }

  // What a person sends again.

  /** Adds events that go before any other. */
  void add(List<ResendRequest> events) {
    if (resends == NONE) {
      resends = new ArrayDeque<>();
    }
    resends.addAll(events);
  }

  /** Returns whether an event waits to be sent again. */
  boolean hasResend() {
    return !resends.isEmpty();
  }

  /** Begins the call for the next event that is sent again. */
  Batch beginResend(ActiveDefinition current, long now) {
    ResendRequest resend = resends.removeFirst();
    Delivery delivery = Delivery.of(emitterId, resend.event(), 1).resubmittedBy(resend.request());
    return begun(new Batch(current, resend, delivery, now));
  }

  /** Returns whether an event waits to be sent again, or is being sent. */
  boolean isResending() {
    return hasResend() || underWay.stream().anyMatch(batch -> batch.resend() != null);
  }

  /** Forgets what waits to be sent again, and returns it. */
  List<ResendRequest> dropResends() {
    List<ResendRequest> dropped = List.copyOf(resends);
    resends.clear();
    return dropped;
  }

  /** Returns what is being sent again. */
  List<ResendRequest> resending() {
    List<ResendRequest> resending = new ArrayList<>();
    for (Batch batch : underWay) {
      if (batch.resend() != null) {
        resending.add(batch.resend());
      }
    }
    return resending;
  }
}
