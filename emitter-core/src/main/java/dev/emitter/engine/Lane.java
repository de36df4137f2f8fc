package dev.emitter.engine;

import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.definition.Ordering;
import dev.emitter.delivery.EmitterState;
import dev.emitter.delivery.EmitterStatus;
import dev.emitter.delivery.Notice;
import dev.emitter.delivery.Notice.FailedEvent;
import dev.emitter.delivery.ParkedEvent;
import dev.emitter.engine.Disabling.Telling;
import dev.emitter.filter.FilterInput;
import dev.emitter.log.LoggedEvent;
import dev.emitter.log.Position;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The delivery state machine of one emitter. While level, it is given selected events by the
 * router; when its queue is full, or after its definition changed, it is behind and reads the log
 * itself until it is level again. A disabled lane goes on selecting, until its queue is full, so
 * that it holds back no event of the log that is not for it. It runs on a shared executor, never
 * twice at once.
 *
 * <p>Locks are taken in the order router, lane, log; what follows from a change happens once they
 * are released ({@link Effects}). {@code level} and {@code work} change only under the router's
 * lock or, to fall behind, under the lane's own.
 */
final class Lane implements Runnable {

  static final String DISABLED_BY_DEFINITION = "its definition says \"enabled\": false";

  private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

  private static final int TURNS = 16;
  private static final int READ_AHEAD = 256;
  private static final Duration ABANDON_AFTER = Duration.ofSeconds(10);
  private static final Duration AFTER_A_FAULT = Duration.ofSeconds(1);

  private final String id;
  private final Router router;
  private final Surroundings around;
  private final AtomicInteger wakeUps = new AtomicInteger();
  private final Ledger ledger;
  private final Backlog backlog;
  private final Health health;
  private final Counters counters;
  private final Calls calls;
  private volatile Work work;
  private volatile LaneGroup group = LaneGroup.NONE;
  private volatile boolean level;
  private boolean counting;
  private long passed;
  private @Nullable LaneRecord recorded;
  private boolean busy;
  private int unfinished;
  private boolean lingering;
  private int version;

  Lane(Work work, Position start, Router router, Surroundings around) {
    this.id = work.definition().id();
    this.work = work;
    this.router = router;
    this.around = around;
    this.backlog = new Backlog(start);
    this.health = new Health(around.time().clock().instant());
    this.ledger = new Ledger(id, backlog, health, router.isStored());
    this.counters = ledger.counters();
    this.calls = new Calls(id, health);
    if (!work.definition().enabled()) {
      health.disable(disabling(DISABLED_BY_DEFINITION, Telling.NOBODY, null));
    }
  }

  /**
   * Goes on from where an earlier process was; before it begins. A definition that was changed
   * meanwhile is tried anew, as if it had been changed now.
   */
  synchronized void restore(LaneRecord record, List<ParkedEvent> parked) {
    ledger.restore(parked, record.removed());
    backlog.restore(record.attempted());
    boolean same = !record.removed() && record.definition().equals(work.fingerprint());
    Disabling disabled = record.disabling();
    if (disabled != null) {
      if (same) {
        health.restore(disabled);
      } else {
        health.probe();
      }
    }
    if (same) {
      health.day().restore(record.failuresByHour());
    }
    if (same && record.failingSince() != null) {
      Duration ago = Duration.between(record.failingSince(), around.time().clock().instant());
      health.restore(record.failures(), now() - Math.max(0, ago.toNanos()));
    }
  }

  /** Adds what must be known after a restart, as far as it is another than the last time. */
  synchronized void collect(
      Position routed,
      Map<String, LaneRecord> records,
      List<ParkedEvent> parked,
      List<ParkedEvent> unparked) {
    ledger.collectParked(parked, unparked);
    LaneRecord record = record(routed);
    if (!record.equals(recorded)) {
      recorded = record;
      records.put(id, record);
    }
  }

  /** Returns what must be known after a restart. */
  synchronized LaneRecord record(Position routed) {
    Position settled = settledTo(routed);
    boolean follows = (level || !isLiving()) && settled.equals(routed);
    Duration failing = health.failingFor(now());
    return new LaneRecord(
        follows ? null : settled,
        backlog.attempted(),
        health.disabling(),
        health.failures(),
        failing == null ? null : around.time().clock().instant().minus(failing),
        health.day().byHour(),
        work.fingerprint(),
        false);
  }

  String id() {
    return id;
  }

  Work work() {
    return work;
  }

  // Routing: called by the router under its lock.

  /** Joins the lanes with the same topics and owner. */
  synchronized void join(LaneGroup joined) {
    group = joined;
  }

  /**
   * Is given an event on this emitter's topics, after every event up to {@code previous}. What it
   * was not given since the last one was not for it.
   */
  void route(LoggedEvent event, FilterInput input, Position previous, Effects effects) {
    if (!level) {
      return;
    }
    Work current = work;
    Verdict verdict = current.selection().judgeOnTopic(input);
    boolean kept;
    synchronized (this) {
      if (!level || event.position().compareTo(backlog.readTo()) <= 0) {
        return;
      }
      countPassed(previous);
      kept = keeps(verdict);
      if (kept) {
        backlog.skipTo(previous);
        becomeBusy();
        router.changed(this); // also when it is busy still with an event that is settled already
        level = backlog.room(current.settings().queueCapacity()) > 0;
      }
      if (level) { // or it reads and counts the event itself
        passed += counting && group.isCounting() ? 1 : 0;
        select(event, verdict, effects);
        backlog.removeSettled(); // such as one that an earlier process has delivered
      }
    }
    if (kept) {
      wake();
    }
  }

  /** Begins its work: level at once when nothing before it is left to read. */
  void begin(Position routed) {
    rejoin(routed, false);
    synchronized (this) {
      busyOrIdle();
    }
    if (!level) {
      wake();
    }
  }

  /**
   * Becomes level if it has read all that the router has.
   *
   * @param nothingLeft whether the log has nothing more for it to read
   */
  synchronized boolean rejoin(Position routed, boolean nothingLeft) {
    if (nothingLeft) {
      backlog.skipTo(routed);
    }
    if (!level && isLiving() && backlog.readTo().compareTo(routed) >= 0) {
      level = true;
      counting = false;
      if (!countsFrom(routed)) {
        router.ahead(this);
      }
      busyOrIdle();
    }
    return level;
  }

  /**
   * Begins to count what the router passes over once the router is where this lane has read; until
   * then it has counted the events itself.
   *
   * @return false while the router is not there
   */
  synchronized boolean countsFrom(Position routed) {
    if (level && !counting && backlog.readTo().compareTo(routed) <= 0) {
      counting = true;
      passed = group.passed();
      router.changed(this);
    }
    return counting || !level;
  }

  /** Counts the events that the router has passed over since this lane was last given one. */
  private void countPassed(Position routed) {
    long events = passedOver();
    if (events > 0) {
      counters.filtered += events;
      backlog.filtered(events, routed);
      passed += events;
    }
  }

  private long passedOver() {
    return level && counting ? group.passed() - passed : 0;
  }

  synchronized Position readTo() {
    return backlog.readTo();
  }

  private boolean isLiving() {
    return health.state() != EmitterState.CLOSED;
  }

  /** What a disabled emitter's owner may not receive now is decided when it is enabled. */
  private boolean keeps(Verdict verdict) {
    return verdict.matches()
        || (verdict.outcome() == Verdict.Outcome.NOT_ALLOWED && !health.isOpen());
  }

  private void becomeBusy() {
    if (!busy) {
      busy = true;
      router.busy(this);
      router.changed(this);
    }
  }

  private void busyOrIdle() {
    boolean working = !level || !backlog.isEmpty() || unfinished > 0 || calls.isResending();
    if (isLiving() && working) {
      becomeBusy();
    } else if (busy) {
      busy = false;
      router.idle(this);
      router.changed(this);
    }
  }

  /** Counts an event that is about to leave the log, unless it was read before. */
  void dropping(LoggedEvent event, FilterInput input, Position routed, Effects effects) {
    Verdict verdict = work.selection().judgeOnTopic(input);
    synchronized (this) {
      if (level) {
        countPassed(routed);
        backlog.skipTo(routed);
      }
      if (!verdict.matches() || event.position().compareTo(backlog.readTo()) <= 0) {
        return;
      }
      becomeBusy();
      if (backlog.remembers(event.position())) {
        select(event, verdict, effects);
      } else {
        drop(verdict, event, effects);
      }
      busyOrIdle();
    }
  }

  private void drop(Verdict verdict, LoggedEvent event, Effects effects) {
    count(verdict, event);
    backlog.read(event, false);
    if (!event.topic().isReserved()) {
      counters.dropped++;
    }
    effects.add(() -> around.listener().dropped(id, event.topic(), event.event().event()));
  }

  /** Counts an event that never entered the log. */
  void discarded(FilterInput input, Effects effects) {
    if (work.selection().judgeOnTopic(input).matches()) {
      synchronized (this) {
        counters.matched++;
        counters.dropped++;
      }
      effects.add(() -> around.listener().dropped(id, input.topic(), input.event()));
    }
  }

  /** Counts an event of the application; returns whether it was looked at for the first time. */
  private boolean count(Verdict verdict, LoggedEvent event) {
    if (backlog.countsNow(event.position()) && !event.topic().isReserved()) {
      counters.count(verdict, event.event().event().getId(), around.time().clock());
      if (verdict.countsAsFiltered()) {
        backlog.filtered();
      }
    }
    return backlog.tellsNow(event.position());
  }

  // Running.

  /** Lets the lane look at what there is to do. */
  void wake() {
    router.woken();
    if (wakeUps.getAndIncrement() == 0) {
      execute();
    }
  }

  private void execute() {
    try {
      (isBlocking() ? around.blocking() : around.workers()).execute(this);
    } catch (RuntimeException | Error e) { // such as: no thread can be started
      LOG.error("emitter {}: cannot be run now; it is tried again", id, e);
      around.time().schedule(AFTER_A_FAULT, this::execute);
    }
  }

  private boolean isBlocking() {
    return work.traits().blocking();
  }

  @Override
  public void run() {
    run(true);
  }

  private void run(boolean mayRead) {
    int seen = wakeUps.get();
    boolean more = false;
    try {
      more = turns(mayRead);
    } catch (Throwable e) { // one lane's fault must not stop its thread, nor the lane for good
      LOG.error("emitter {}: the lane failed; this is a fault of the library", id, e);
      around.time().schedule(AFTER_A_FAULT, this::wake);
    }
    if (more || !wakeUps.compareAndSet(seen, 0)) {
      wakeUps.set(1);
      execute();
    } else {
      router.signalWaiters();
    }
  }

  /** Delivers some batches and returns whether there may be more to do at once. */
  private boolean turns(boolean mayRead) {
    boolean blocking = isBlocking();
    for (int turn = 0; turn < TURNS; turn++) {
      if (isBlocking() != blocking) {
        return true; // another version of the definition wants another kind of thread
      }
      boolean read = mayRead && readBacklog();
      Batch batch = take();
      if (batch != null) {
        deliver(batch);
      } else if (!read) {
        return !mayRead && toRead(work) > 0;
      }
    }
    return true;
  }

  /** Returns how many events to read now: while it delivers, none or enough to be worth it. */
  private synchronized int toRead(Work current) {
    if (level || !isLiving() || !around.delivering()) {
      return 0;
    }
    int capacity = current.settings().queueCapacity();
    int room = Math.max(0, Math.min(backlog.room(capacity), READ_AHEAD));
    boolean worthIt = room >= Math.min(READ_AHEAD, capacity / 2);
    return worthIt || !health.isOpen() ? room : 0;
  }

  /** Reads on in the log while behind; returns whether anything was read or may be now. */
  private boolean readBacklog() {
    Work current;
    Position from;
    int room;
    int read;
    synchronized (this) {
      current = work;
      room = toRead(current);
      if (room == 0) {
        return false;
      }
      from = backlog.readTo();
      read = version;
    }
    List<LoggedEvent> events = around.log().read(from, room);
    if (events.isEmpty()) {
      return !router.rejoin(this);
    }
    select(events, current, read);
    return true;
  }

  private void select(List<LoggedEvent> events, Work current, int read) {
    List<Verdict> verdicts = new ArrayList<>(events.size());
    for (LoggedEvent event : events) {
      verdicts.add(current.selection().judge(new FilterInput(event.topic(), event.event())));
    }
    Effects effects = new Effects();
    synchronized (this) {
      if (version != read) {
        return;
      }
      for (int i = 0; i < events.size(); i++) {
        if (events.get(i).position().compareTo(backlog.readTo()) > 0) {
          select(events.get(i), verdicts.get(i), effects);
        }
      }
      backlog.removeSettled();
      router.changed(this);
    }
    effects.run();
    router.settled(this);
  }

  private void select(LoggedEvent event, Verdict verdict, Effects effects) {
    if (count(verdict, event) && verdict.matches()) {
      effects.add(() -> around.listener().matched(id, event));
    }
    if (!level || keeps(verdict)) {
      backlog.read(event, keeps(verdict));
    }
  }

  private @Nullable Batch take() {
    Position limit = router.limit(work.settings().after());
    synchronized (this) {
      Work current = work;
      if (!calls.hasRoom(current)) {
        return null;
      }
      long now = now();
      if (calls.hasResend()) {
        return calls.beginResend(current, now);
      }
      if (!mayDeliver()) {
        return null;
      }
      int most = calls.maxBatch(current);
      Ordering ordering = current.settings().ordering();
      List<Pending> entries = new BatchPicker(ordering, most, now, limit).pick(backlog);
      boolean goes = !entries.isEmpty() && (entries.size() == most || !lingers(current, entries));
      return goes ? calls.begin(current, entries, now) : null;
    }
  }

  /** Lets events that do not fill a batch wait for others; never in a retry, nor in a backlog. */
  private boolean lingers(Work current, List<Pending> entries) {
    Duration linger = current.traits().linger();
    Pending oldest = entries.get(0);
    if (linger.isZero() || !level || oldest.attempts() > 0) {
      return false;
    }
    Instant now = around.time().clock().instant();
    Duration waited = Duration.between(oldest.logged().publishedAt(), now);
    if (waited.isNegative() || waited.compareTo(linger) >= 0) {
      return false;
    }
    if (!lingering) {
      lingering = true;
      around.time().schedule(linger.minus(waited), this::lingered);
    }
    return true;
  }

  private void lingered() {
    synchronized (this) {
      lingering = false;
    }
    wake();
  }

  private boolean mayDeliver() {
    return around.delivering() && health.isOpen();
  }

  private long now() {
    return around.time().nanoTime();
  }

  private void deliver(Batch batch) {
    CompletionStage<List<DeliveryResult>> stage;
    try {
      stage = batch.work().channel().deliver(batch.deliveries());
      if (stage == null) {
        stage = CompletableFuture.completedFuture(null);
      }
    } catch (Throwable e) { // a channel must not stop the lane
      stage = CompletableFuture.failedFuture(e);
    }
    stage.whenComplete((results, failure) -> ended(batch, results, failure));
  }

  // Settling.

  private void ended(
      Batch batch, @Nullable List<DeliveryResult> answered, @Nullable Throwable failure) {
    List<DeliveryResult> results = Results.of(batch.deliveries().size(), answered, failure);
    Effects effects = new Effects();
    boolean asleep;
    synchronized (this) {
      asleep = wakeUps.getAndIncrement() == 0; // before it is no more in flight, or it looks quiet
      unfinished++;
      calls.answered(batch, results).forEach(ready -> settle(ready, effects));
    }
    router.woken();
    effects.run();
    finish();
    if (asleep) {
      runAfterAnswer();
    }
  }

  /**
   * Goes on where the answer came in, if nothing there can block: to change threads costs more than
   * most deliveries.
   */
  private void runAfterAnswer() {
    if (isBlocking()) {
      execute();
    } else {
      run(false);
    }
  }

  private void settle(Batch batch, Effects effects) {
    calls.remove(batch);
    List<DeliveryResult> results = batch.results();
    Duration took = took(batch);
    Resend resend = batch.resend();
    if (resend != null) {
      resent(resend, batch.deliveries().get(0), results.get(0), took, effects);
      closeIfRetired(batch.work(), effects);
      return;
    }
    Settlement settlement = new Settlement(batch.work(), ledger, around, took, effects, this::wake);
    if (batch.isBehind()) {
      settlement.isBehind();
    }
    for (int i = 0; i < results.size(); i++) {
      settlement.settle(batch.entries().get(i), batch.deliveries().get(i), results.get(i));
    }
    if (settlement.hasStopped()) {
      calls.stopped();
    }
    backlog.removeSettled();
    router.changed(this);
    follow(settlement, batch.work() == work, effects);
    closeIfRetired(batch.work(), effects);
  }

  private Duration took(Batch batch) {
    try {
      return batch.took(now());
    } catch (RuntimeException e) { // clocks may be the application's, and nothing hangs on this
      LOG.warn("emitter {}: how long an attempt took cannot be told", id, e);
      return Duration.ZERO;
    }
  }

  /** What a person sends again moves no cursor and counts for nothing but itself. */
  private void resent(
      Resend resend, Delivery delivery, DeliveryResult result, Duration took, Effects effects) {
    if (result instanceof DeliveryResult.Delivered && ledger.unpark(resend.event().position())) {
      router.touched(this);
    }
    effects.add(() -> around.listener().attempted(delivery, result, took));
    effects.add(() -> resend.result().complete(result));
  }

  private void finish() {
    synchronized (this) {
      unfinished--;
      busyOrIdle();
    }
    router.settled(this);
  }

  /** Changes the state as a batch demands; an earlier version's failures do not disable. */
  private void follow(Settlement settlement, boolean current, Effects effects) {
    String disabledFor = settlement.disabledFor();
    if (disabledFor != null && current) {
      disableNow(disabledFor, settlement.disabledBy(), Telling.DUE, effects);
    } else if (health.isOpen()
        && (settlement.hasFailed() || health.state() == EmitterState.RETRYING)) {
      boolean retrying = backlog.hasFailed();
      enter(
          retrying ? EmitterState.RETRYING : EmitterState.ACTIVE,
          retrying ? counters.lastReason() : null,
          effects);
    }
  }

  private void enter(EmitterState state, @Nullable String reason, Effects effects) {
    router.changed(this);
    if (health.enter(state, around.time().clock().instant(), reason)) {
      effects.add(() -> around.listener().stateChanged(id, state, reason));
    }
  }

  private void enterDisabled(Disabling how, Effects effects) {
    router.changed(this);
    if (health.disable(how)) {
      effects.add(() -> around.listener().stateChanged(id, EmitterState.DISABLED, how.reason()));
    }
  }

  private Disabling disabling(String reason, Telling telling, @Nullable LoggedEvent failed) {
    FailedEvent event = null;
    if (failed != null) {
      CloudEvent about = failed.event().event();
      event = new FailedEvent(failed.topic(), about.getId(), about.getType());
    }
    return new Disabling(around.time().clock().instant(), reason, telling, event);
  }

  private void disableNow(
      String reason, @Nullable LoggedEvent failed, Telling telling, Effects effects) {
    if (!health.isOpen()) {
      return;
    }
    enterDisabled(disabling(reason, telling, failed), effects);
    EmitterDefinition about = work.definition();
    effects.add(() -> LOG.warn("emitter {} is disabled: {}", id, reason));
    boolean aboutOwnEvent = failed != null && failed.topic().isReserved();
    if (!aboutOwnEvent) {
      effects.add(() -> around.ownEvents().disabled(about, reason, failed));
    }
    tellOwner(effects);
  }

  /** Lets the owner be told that the emitter is disabled, unless that was done (requirement R2). */
  synchronized void tellOwner(Effects effects) {
    int number = health.disablings();
    if (health.isToBeTold(number)) {
      effects.add(() -> around.notices().tell(this, number));
    }
  }

  /** Returns what its owner is to be told of a disabling; null if that is over, or known. */
  @Nullable Notice notice(int number) {
    EmitterStatus status = status();
    boolean removed = router.lane(id) != this;
    synchronized (this) {
      Disabling how = health.disabling();
      if (how == null || removed || !health.isToBeTold(number)) {
        return null;
      }
      return new Notice(
          Notice.What.DISABLED,
          id,
          status.type(),
          status.owner(),
          how.reason(),
          how.since(),
          how.event(),
          status.backlog());
    }
  }

  /** Its owner knows of a disabling. */
  synchronized void told(int number) {
    if (health.told(number)) {
      router.changed(this);
    }
  }

  /** Will read the log again from the first event that is not settled, and decide anew. */
  private void startOver() {
    becomeBusy();
    if (level) {
      countPassed(router.position());
      backlog.skipTo(router.position());
    }
    level = false;
    version++;
    Selection selection = work.selection();
    Position gone = router.droppedTo();
    if (!router.hasDropped()) {
      backlog.uncount(counters); // in a log that drops, the first count stands
    }
    backlog.rewind(
        gone, event -> selection.judge(new FilterInput(event.topic(), event.event())).matches());
  }

  private void closeIfRetired(Work finished, Effects effects) {
    boolean retired = finished != work || !isLiving();
    if (retired && finished.inFlight() == 0) {
      effects.add(() -> around.closing().accept(finished));
    }
  }

  /** Waits no longer than this for what a version of the definition that is gone has in flight. */
  private void abandonLater(Work retired, Effects effects) {
    if (retired.inFlight() > 0) {
      effects.add(() -> around.time().schedule(ABANDON_AFTER, () -> abandon(retired)));
    }
  }

  private void abandon(Work retired) {
    Effects effects = new Effects();
    synchronized (this) {
      for (Batch batch : calls.abandon(retired)) {
        LOG.warn("emitter {}: its earlier channel does not answer and is given up", id);
        giveUp(batch.resend(), "the channel does not answer", effects);
      }
      unfinished++;
      closeIfRetired(retired, effects);
    }
    effects.run();
    finish();
    wake();
  }

  private static void giveUp(@Nullable Resend resend, String reason, Effects effects) {
    if (resend != null) {
      effects.add(() -> resend.result().complete(DeliveryResult.retry(reason)));
    }
  }

  // What people do.

  /** Sends events again, once each, before what waits in the backlog, also while disabled. */
  void resend(List<Resend> events) {
    Effects effects = new Effects();
    synchronized (this) {
      if (isLiving()) {
        calls.add(events);
        busyOrIdle();
      } else {
        events.forEach(one -> giveUp(one, "the emitter is not there any more", effects));
      }
    }
    effects.run();
    wake();
  }

  /** Answers for a channel that has not answered by the end what a person has sent again. */
  void giveUp() {
    Effects effects = new Effects();
    synchronized (this) {
      calls.resending().forEach(one -> giveUp(one, "the channel does not answer", effects));
    }
    effects.run();
  }

  /** Stops delivering until a person enables it; returns whether it was delivering. */
  boolean disable(String reason) {
    Effects effects = new Effects();
    boolean was;
    synchronized (this) {
      was = health.isOpen();
      disableNow(reason, null, Telling.NOBODY, effects);
      router.touched(this);
    }
    effects.run();
    router.settled(this);
    return was;
  }

  /** Stops delivering because of a fault, until a person enables it. */
  synchronized void disableForFault(String reason, LoggedEvent event, Effects effects) {
    disableNow(reason, event, Telling.DUE, effects);
  }

  /**
   * Delivers again, one event first; returns whether it was disabled. Called under the router's
   * lock.
   */
  synchronized boolean enable(Effects effects) {
    if (health.state() != EmitterState.DISABLED) {
      return false;
    }
    startOver(); // the owner's rights may be others by now
    health.probe();
    enter(EmitterState.ACTIVE, null, effects);
    router.touched(this);
    EmitterDefinition about = work.definition();
    effects.add(() -> around.ownEvents().restarted(about));
    effects.add(this::wake);
    return true;
  }

  /** Puts another version of the definition to work; called under the router's lock. */
  synchronized void replace(Work next, Effects effects) {
    Work last = work;
    boolean wasDisabled = health.state() == EmitterState.DISABLED;
    work = next;
    startOver();
    health.forgive();
    closeIfRetired(last, effects);
    abandonLater(last, effects);
    if (!next.definition().enabled()) {
      enterDisabled(disabling(DISABLED_BY_DEFINITION, Telling.NOBODY, null), effects);
    } else if (isLiving()) {
      enter(EmitterState.ACTIVE, null, effects);
    }
    if (wasDisabled && next.definition().enabled()) {
      health.probe(); // a person has changed the definition: that is how it is mended
      effects.add(() -> around.ownEvents().restarted(next.definition()));
    }
    effects.add(this::wake);
  }

  /** Ends the lane; its channel closes once nothing is in flight, or does not answer. */
  synchronized void close(Effects effects) {
    if (isLiving()) {
      countPassed(router.position());
      if (level) {
        backlog.skipTo(router.position());
      }
      level = false;
      version++;
      enter(EmitterState.CLOSED, null, effects);
      calls.dropResends().forEach(one -> giveUp(one, "the emitter was closed", effects));
      closeIfRetired(work, effects);
      abandonLater(work, effects);
      busyOrIdle();
    }
  }

  /** Returns the position up to which every event is settled. */
  synchronized Position settledTo(Position routed) {
    Position own = backlog.settledTo();
    return level && backlog.isEmpty() && routed.compareTo(own) > 0 ? routed : own;
  }

  /** Returns whether nothing more happens by itself: disabled, closed, or level with no event. */
  synchronized boolean isIdle() {
    boolean done = !health.isOpen() || (level && backlog.isEmpty());
    return unfinished == 0 && !calls.isResending() && done;
  }

  /**
   * Returns whether nothing more happens before the clock goes on.
   *
   * @param held how many calls its channel leaves without an answer until then
   */
  synchronized boolean isQuiet(int held) {
    boolean waits = calls.size() == held && wakeUps.get() == 0;
    return isIdle() || (unfinished == 0 && (!calls.hasResend() || held > 0) && waits);
  }

  synchronized String describe() {
    return "emitter \"" + id + "\" (" + health.state().name().toLowerCase(Locale.ROOT) + ")";
  }

  /** Remembers what stands in its way, found without an event. */
  synchronized void found(String fault) {
    counters.error(around.time().clock().instant(), null, 0, fault);
  }

  /** Returns why the last attempt with an event failed, or null if that is forgotten. */
  synchronized @Nullable String lastReason(String eventId) {
    return counters.lastReason(eventId);
  }

  synchronized List<ParkedEvent> parked() {
    return ledger.parked();
  }

  synchronized int discardParked() {
    router.touched(this);
    return ledger.discardParked();
  }

  /** Returns the oldest event to settle, or to look at; never reads the log under the lock. */
  private @Nullable LoggedEvent oldest() {
    Position from;
    synchronized (this) {
      LoggedEvent own = backlog.oldest();
      if (own != null || level) {
        return own;
      }
      from = backlog.readTo();
    }
    List<LoggedEvent> next = around.log().read(from, 1);
    return next.isEmpty() ? null : next.get(0);
  }

  EmitterStatus status() {
    Position routed = router.position();
    LoggedEvent oldest = oldest();
    synchronized (this) {
      Work current = work;
      long waiting = level ? backlog.unsettled() : around.log().lag(settledTo(routed));
      return new EmitterStatus(
          id,
          current.resolved().provider().type(),
          current.definition().owner(),
          health.state(),
          health.since(),
          health.reason(),
          counters.matched,
          counters.delivered,
          counters.filtered + Math.max(0, passedOver()), // the router may be at an event
          counters.retried,
          counters.parked,
          counters.dropped,
          counters.filterFailures,
          waiting,
          oldest == null ? null : oldest.publishedAt(),
          health.day().count(around.time().clock().instant()),
          counters.isSlow(),
          counters.errors());
    }
  }
}
