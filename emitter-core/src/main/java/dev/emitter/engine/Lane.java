package dev.emitter.engine;

import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.definition.Ordering;
import dev.emitter.delivery.EmitterState;
import dev.emitter.delivery.EmitterStatus;
import dev.emitter.delivery.ParkedEvent;
import dev.emitter.filter.FilterInput;
import dev.emitter.log.LoggedEvent;
import dev.emitter.log.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The delivery state machine of one emitter. While level, it is given selected events by the
 * router; when its queue is full, or after it was disabled or changed, it is behind and reads the
 * log itself until it is level again. It runs on a shared executor, never twice at once.
 *
 * <p>Locks are taken in the order router, lane, log. {@code level} and {@code work} change only
 * under the router's lock or, to fall behind, under the lane's own.
 */
final class Lane implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

  private static final int TURNS = 16;
  private static final int READ_AHEAD = 256;

  private final String id;
  private final Router router;
  private final Surroundings around;
  private final AtomicInteger wakeUps = new AtomicInteger();
  private final Ledger ledger;
  private final Backlog backlog;
  private final Health health;
  private final Counters counters;
  private volatile Work work;
  private volatile boolean level;
  private boolean busy;
  private int inFlight;
  private int unfinished;
  private int version;

  Lane(Work work, Position start, Router router, Surroundings around) {
    this.id = work.definition().id();
    this.work = work;
    this.router = router;
    this.around = around;
    this.backlog = new Backlog(start);
    this.health = new Health(around.time().clock().instant());
    this.ledger = new Ledger(id, backlog, health);
    this.counters = ledger.counters();
    if (!work.definition().enabled()) {
      health.enter(EmitterState.DISABLED, health.since(), DISABLED_BY_DEFINITION);
    }
  }

  static final String DISABLED_BY_DEFINITION = "its definition says \"enabled\": false";

  String id() {
    return id;
  }

  Work work() {
    return work;
  }

  boolean isLevel() {
    return level;
  }

  // Routing: called by the router under its lock.

  /** Is given an event on this emitter's topics, after every event up to {@code previous}. */
  void route(LoggedEvent event, FilterInput input, Position previous) {
    if (!level) {
      return;
    }
    Work current = work;
    Verdict verdict = current.selection().judgeOnTopic(input);
    boolean first;
    synchronized (this) {
      if (!level || event.position().compareTo(backlog.readTo()) <= 0) {
        return;
      }
      first = count(verdict, event);
      if (!verdict.matches()) {
        return;
      }
      backlog.skipTo(previous);
      becomeBusy();
      if (backlog.size() >= current.settings().queueCapacity()) {
        level = false;
      } else {
        backlog.read(event, true);
      }
    }
    if (first) {
      around.listener().matched(id, event);
    }
    wake();
  }

  /** Begins its work: level at once when nothing before it is left to read. */
  void begin(Position routed) {
    rejoin(routed);
    synchronized (this) {
      busyOrIdle();
    }
    if (!level) {
      wake();
    }
  }

  /** Becomes level if it has read all that the router has. */
  synchronized void rejoin(Position routed) {
    if (health.isOpen() && !awaitsOldBatch() && backlog.readTo().compareTo(routed) >= 0) {
      level = true;
      busyOrIdle();
    }
  }

  private void becomeBusy() {
    if (!busy) {
      busy = true;
      router.busy(this);
    }
  }

  private void busyOrIdle() {
    boolean working = !level || !backlog.isEmpty() || unfinished > 0;
    if (health.state() != EmitterState.CLOSED && working) {
      becomeBusy();
    } else if (busy) {
      busy = false;
      router.idle(this);
    }
  }

  /** Counts an event that is about to leave the log, unless it was read before. */
  void dropping(LoggedEvent event, FilterInput input, Position routed) {
    Verdict verdict = work.selection().judgeOnTopic(input);
    synchronized (this) {
      if (level) {
        backlog.skipTo(routed);
      }
      if (!verdict.matches() || event.position().compareTo(backlog.readTo()) <= 0) {
        return;
      }
      count(verdict, event);
      backlog.read(event, false);
      if (!input.topic().isReserved()) {
        counters.dropped++;
      }
    }
    around.listener().dropped(id, event.topic(), event.event().event());
  }

  /** Counts an event that never entered the log. */
  void discarded(FilterInput input) {
    if (work.selection().judgeOnTopic(input).matches()) {
      synchronized (this) {
        counters.matched++;
        counters.dropped++;
      }
      around.listener().dropped(id, input.topic(), input.event());
    }
  }

  /** Counts an event of the application; returns whether it was looked at for the first time. */
  private boolean count(Verdict verdict, LoggedEvent event) {
    boolean first = backlog.countsNow(event.position());
    if (first && !event.topic().isReserved()) {
      count(verdict, event.event().event().getId());
    }
    return first;
  }

  private void count(Verdict verdict, String eventId) {
    if (verdict.matches()) {
      counters.matched++;
    } else if (verdict.countsAsFiltered()) {
      counters.filtered++;
    }
    if (verdict.outcome() == Verdict.Outcome.FILTER_FAILED) {
      counters.filterFailures++;
      counters.error(
          around.time().clock().instant(),
          eventId,
          0,
          verdict.reason() == null ? "the filter failed" : verdict.reason());
    }
  }

  // Running.

  /** Lets the lane look at what there is to do. */
  void wake() {
    if (wakeUps.getAndIncrement() == 0) {
      execute();
    }
  }

  private void execute() {
    (work.traits().blocking() ? around.blocking() : around.workers()).execute(this);
  }

  @Override
  public void run() {
    int seen = wakeUps.get();
    boolean more = false;
    try {
      more = turns();
    } catch (Throwable e) { // one lane's fault must not stop its thread
      LOG.error("emitter {}: the lane failed; this is a fault of the library", id, e);
    }
    if (more || !wakeUps.compareAndSet(seen, 0)) {
      wakeUps.set(1);
      execute();
    } else {
      router.signalWaiters();
    }
  }

  /** Delivers some batches and returns whether there may be more to do at once. */
  private boolean turns() {
    for (int turn = 0; turn < TURNS; turn++) {
      boolean read = readBacklog();
      Batch batch = take();
      if (batch != null) {
        deliver(batch);
      } else if (!read) {
        return false;
      }
    }
    return true;
  }

  /** Reads on in the log while behind; returns whether anything was read or may be now. */
  private boolean readBacklog() {
    Work current;
    Position from;
    int room;
    int read;
    synchronized (this) {
      current = work;
      room = Math.min(current.settings().queueCapacity() - backlog.size(), READ_AHEAD);
      if (level || !health.isOpen() || awaitsOldBatch() || room <= 0) {
        return false;
      }
      from = backlog.readTo();
      read = version;
    }
    List<LoggedEvent> events = around.log().read(from, room);
    if (events.isEmpty()) {
      return !router.rejoin(this);
    }
    take(events, current, read);
    return true;
  }

  /** After going back in the log, what is in flight must end before it is read again. */
  private boolean awaitsOldBatch() {
    return backlog.isEmpty() && inFlight > 0;
  }

  private void take(List<LoggedEvent> events, Work current, int read) {
    List<LoggedEvent> selected = new ArrayList<>();
    List<Verdict> verdicts = new ArrayList<>(events.size());
    for (LoggedEvent event : events) {
      verdicts.add(current.selection().judge(new FilterInput(event.topic(), event.event())));
    }
    synchronized (this) {
      if (version != read) {
        return;
      }
      for (int i = 0; i < events.size(); i++) {
        LoggedEvent event = events.get(i);
        if (event.position().compareTo(backlog.readTo()) > 0) {
          if (count(verdicts.get(i), event) && verdicts.get(i).matches()) {
            selected.add(event);
          }
          backlog.read(event, verdicts.get(i).matches());
        }
      }
      backlog.removeSettled();
    }
    selected.forEach(event -> around.listener().matched(id, event));
    router.settled(this);
  }

  private record Batch(Work work, List<Pending> entries, List<Delivery> deliveries) {}

  private @Nullable Batch take() {
    Position limit = router.limit(work.settings().after());
    synchronized (this) {
      Work current = work;
      Ordering ordering = current.settings().ordering();
      int calls =
          ordering == Ordering.STRICT
              ? 1
              : Math.min(current.settings().maxInFlight(), current.traits().maxInFlight());
      boolean retrying = health.state() == EmitterState.RETRYING && ordering == Ordering.STRICT;
      if (!health.isOpen() || inFlight >= (health.isProbing() ? 1 : calls)) {
        return null;
      }
      int max = health.isProbing() || retrying ? 1 : current.traits().maxBatch();
      List<Pending> entries =
          new BatchPicker(ordering, max, around.time().nanoTime(), limit).pick(backlog);
      return entries.isEmpty() ? null : started(current, entries);
    }
  }

  private Batch started(Work current, List<Pending> entries) {
    List<Delivery> deliveries = new ArrayList<>(entries.size());
    for (Pending entry : entries) {
      entry.stage(Pending.Stage.IN_FLIGHT);
      LoggedEvent logged = entry.logged();
      deliveries.add(
          new Delivery(
              id, logged.topic(), logged.event(), logged.publishedAt(), entry.attempts() + 1));
    }
    inFlight++;
    current.started();
    return new Batch(current, entries, List.copyOf(deliveries));
  }

  private void deliver(Batch batch) {
    CompletionStage<List<DeliveryResult>> stage;
    try {
      stage = batch.work().channel().deliver(batch.deliveries());
    } catch (Throwable e) { // a channel must not stop the lane
      stage = CompletableFuture.failedFuture(e);
    }
    stage.whenComplete((results, failure) -> ended(batch, results, failure));
  }

  // Settling.

  private void ended(
      Batch batch, @Nullable List<DeliveryResult> results, @Nullable Throwable failure) {
    List<DeliveryResult> complete = complete(batch, results, failure);
    Effects effects = new Effects();
    boolean asleep;
    synchronized (this) {
      asleep = wakeUps.getAndIncrement() == 0; // before inFlight falls, or the lane looks quiet
      inFlight--;
      batch.work().ended();
      Settlement settlement = new Settlement(batch.work(), ledger, around, effects, this::wake);
      for (int i = 0; i < complete.size(); i++) {
        settlement.settle(batch.entries().get(i), batch.deliveries().get(i), complete.get(i));
      }
      backlog.removeSettled();
      follow(settlement, batch.work() == work, effects);
      closeIfRetired(batch.work(), effects);
      unfinished++;
    }
    effects.run();
    synchronized (this) {
      unfinished--;
      busyOrIdle();
    }
    router.settled(this);
    if (asleep) {
      execute();
    }
  }

  /** Changes the state as a batch demands; an earlier version's failures do not disable. */
  private void follow(Settlement settlement, boolean current, Effects effects) {
    String disabledFor = settlement.disabledFor();
    if (disabledFor != null && current) {
      disableNow(disabledFor, settlement.disabledBy(), effects);
    } else if (health.isOpen()
        && (settlement.hasFailed() || health.state() == EmitterState.RETRYING)) {
      boolean retrying = backlog.hasFailed();
      enter(
          retrying ? EmitterState.RETRYING : EmitterState.ACTIVE,
          retrying ? counters.lastReason() : null,
          effects);
    }
  }

  private static List<DeliveryResult> complete(
      Batch batch, @Nullable List<DeliveryResult> results, @Nullable Throwable failure) {
    List<DeliveryResult> complete = new ArrayList<>(results == null ? List.of() : results);
    int expected = batch.entries().size();
    if (failure != null || complete.size() != expected || complete.contains(null)) {
      String reason =
          failure == null
              ? "the channel answered " + complete.size() + " results for " + expected
              : describe(failure);
      complete.clear();
      for (int i = 0; i < expected; i++) {
        complete.add(DeliveryResult.retry(reason));
      }
    }
    return complete;
  }

  private static String describe(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null
        ? cause.getClass().getName()
        : cause.getClass().getSimpleName() + ": " + cause.getMessage();
  }

  private void enter(EmitterState state, @Nullable String reason, Effects effects) {
    if (health.enter(state, around.time().clock().instant(), reason)) {
      effects.add(() -> around.listener().stateChanged(id, state, reason));
    }
  }

  private void disableNow(String reason, @Nullable LoggedEvent failed, Effects effects) {
    if (!health.isOpen()) {
      return;
    }
    fallBehind();
    enter(EmitterState.DISABLED, reason, effects);
    EmitterDefinition about = work.definition();
    effects.add(() -> LOG.warn("emitter {} is disabled: {}", id, reason));
    boolean aboutOwnEvent = failed != null && failed.topic().isReserved();
    if (!aboutOwnEvent) {
      effects.add(() -> around.ownEvents().disabled(about, reason, failed));
    }
  }

  /** Will read the log again from the first event that is not settled. */
  private void fallBehind() {
    becomeBusy();
    if (level) {
      backlog.skipTo(router.position());
    }
    level = false;
    version++;
    backlog.rewind();
  }

  private void closeIfRetired(Work finished, Effects effects) {
    boolean retired = finished != work || health.state() == EmitterState.CLOSED;
    if (retired && finished.inFlight() == 0) {
      effects.add(() -> around.closing().accept(finished));
    }
  }

  // What people do.

  /** Stops delivering until a person enables it; returns whether it was delivering. */
  boolean disable(String reason) {
    Effects effects = new Effects();
    boolean was;
    synchronized (this) {
      was = health.isOpen();
      disableNow(reason, null, effects);
    }
    effects.run();
    router.settled(this);
    return was;
  }

  /** Delivers again, one event first; returns whether it was disabled. */
  boolean enable() {
    Effects effects = new Effects();
    synchronized (this) {
      if (health.state() != EmitterState.DISABLED) {
        return false;
      }
      health.probe();
      enter(EmitterState.ACTIVE, null, effects);
      EmitterDefinition about = work.definition();
      effects.add(() -> around.ownEvents().restarted(about));
    }
    effects.run();
    wake();
    return true;
  }

  /** Puts another version of the definition to work; called under the router's lock. */
  void replace(Work next) {
    Effects effects = new Effects();
    synchronized (this) {
      Work last = work;
      boolean wasDisabled = health.state() == EmitterState.DISABLED;
      fallBehind();
      work = next;
      closeIfRetired(last, effects);
      if (health.state() == EmitterState.RETRYING) {
        enter(EmitterState.ACTIVE, null, effects);
      }
      if (!next.definition().enabled()) {
        enter(EmitterState.DISABLED, DISABLED_BY_DEFINITION, effects);
      } else if (wasDisabled) {
        health.probe(); // a person has changed the definition: that is how it is mended
        enter(EmitterState.ACTIVE, null, effects);
        effects.add(() -> around.ownEvents().restarted(next.definition()));
      }
    }
    effects.run();
    wake();
  }

  /** Ends the lane; its channel closes once nothing is in flight. */
  void close() {
    Effects effects = new Effects();
    synchronized (this) {
      if (health.state() == EmitterState.CLOSED) {
        return;
      }
      level = false;
      version++;
      enter(EmitterState.CLOSED, null, effects);
      closeIfRetired(work, effects);
      busyOrIdle();
    }
    effects.run();
  }

  /** Returns the position up to which every event is settled. */
  synchronized Position settledTo(Position routed) {
    Position own = backlog.settledTo();
    return level && backlog.isEmpty() && routed.compareTo(own) > 0 ? routed : own;
  }

  /** Returns whether nothing more happens by itself: disabled, closed, or level with no event. */
  synchronized boolean isIdle() {
    return unfinished == 0 && (!health.isOpen() || (level && backlog.isEmpty()));
  }

  /** Returns whether nothing more happens before the clock goes on. */
  synchronized boolean isQuiet() {
    if (isIdle()) {
      return true;
    }
    return inFlight == 0 && wakeUps.get() == 0;
  }

  synchronized String describe() {
    return "emitter \"" + id + "\" (" + health.state().name().toLowerCase(Locale.ROOT) + ")";
  }

  synchronized List<ParkedEvent> parked() {
    return ledger.parked();
  }

  EmitterStatus status() {
    Position routed = router.position();
    synchronized (this) {
      Work current = work;
      long waiting = level ? backlog.size() : around.log().lag(settledTo(routed));
      return new EmitterStatus(
          id,
          current.resolved().provider().type(),
          current.definition().owner(),
          health.state(),
          health.since(),
          health.reason(),
          counters.matched,
          counters.delivered,
          counters.filtered,
          counters.retried,
          counters.parked,
          counters.dropped,
          counters.filterFailures,
          waiting,
          counters.errors());
    }
  }
}
