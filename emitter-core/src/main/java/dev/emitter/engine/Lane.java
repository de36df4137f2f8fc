package dev.emitter.engine;

import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.definition.Ordering;
import dev.emitter.delivery.EmitterState;
import dev.emitter.delivery.EmitterStatus;
import dev.emitter.delivery.Notice;
import dev.emitter.delivery.ParkedEvent;
import dev.emitter.filter.FilterInput;
import dev.emitter.log.LoggedEvent;
import dev.emitter.log.Position;
import dev.emitter.problem.Loggers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * The delivery of one emitter, and the lock that guards its parts: what it takes in, what waits,
 * which calls are under way and how it is doing. While level, it is given selected events by the
 * router; when its queue is full, or after its definition changed, it is behind and reads the log
 * itself until it is level again. A disabled lane goes on selecting, until its queue is full, so
 * that it holds back no event of the log that is not for it. Thread-safe.
 *
 * <p>Locks are taken in the order router, lane, log; what follows from a change happens once they
 * are released ({@link Effects}). Its level and {@code work} change only under the router's lock
 * or, to fall behind, under the lane's own.
 */
final class Lane {

  private static final Logger LOG = Loggers.of(Lane.class);

  private static final String CALM = "no delivery has failed for 24 hours";
  private static final String ENABLED_AGAIN = "it was enabled and delivers again";

  private static final int TURNS = 16;
  private static final int READ_AHEAD = 256;
  private static final Duration ABANDON_AFTER = Duration.ofSeconds(10);
  private static final Duration AFTER_A_FAULT = Duration.ofSeconds(1);

  private final String id;
  private final Router router;
  private final Surroundings around;
  private final Ledger ledger;
  private final Backlog backlog;
  private final Health health;
  private final Counters counters;
  private final Intake intake;
  private final Calls calls;
  private final Linger linger = new Linger();
  private final LaneRunner runner;
  private volatile Work work;
  private @Nullable LaneRecord recorded;
  private boolean busy;
  private int unfinished;

  Lane(Work work, Position start, Router router, Surroundings around) {
    this.id = work.definition().id();
    this.work = work;
    this.router = router;
    this.around = around;
    this.backlog = new Backlog(start);
    this.health = new Health(around.time().clock().instant());
    this.ledger = new Ledger(id, backlog, health, router.isStored());
    this.counters = ledger.counters();
    this.intake = new Intake(ledger, around);
    this.calls = new Calls(id, health);
    this.runner = new LaneRunner(this, router, around);
    if (!work.definition().enabled()) {
      health.disable(Disabling.byDefinition(around.time().clock().instant()));
    }
  }

  /** Goes on from where an earlier process was; before it begins. */
  synchronized void restore(LaneRecord record, List<ParkedEvent> parked) {
    ledger.restore(record, parked, work.fingerprint(), around.time());
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
    Position cursor = follows(routed) ? null : settledTo(routed);
    return ledger.record(cursor, work.fingerprint(), around.time());
  }

  /**
   * Returns whether the router's position can stand for its cursor, now and as the router moves on.
   *
   * <p>A record without a cursor is read with the position of the router that is stored by then,
   * which may be far beyond the one that this record was made with. So it promises: whatever the
   * router passes from now on is not for this emitter, or is given to it, which marks it as changed
   * before a later position can be stored. A lane that has read further than the router breaks that
   * promise, although it may have settled just as much: it holds events that the router has yet to
   * pass, and is not given them again, so nothing would mark it. Nor may it hold anything else.
   *
   * <p>A closed lane is given nothing, and the router stands still.
   */
  private boolean follows(Position routed) {
    return backlog.isEmpty()
        && (isLiving() ? intake.followsRouter() : backlog.readTo().equals(routed));
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
    intake.join(joined);
  }

  /**
   * Is given an event on this emitter's topics, after every event up to {@code previous}. What it
   * was not given since the last one was not for it.
   */
  void route(LoggedEvent event, FilterInput input, Position previous, Effects effects) {
    if (!intake.isLevel()) {
      return;
    }
    Work current = work;
    Verdict verdict = current.selection().judgeOnTopic(input);
    boolean kept;
    synchronized (this) {
      if (!intake.awaits(event)) {
        return;
      }
      intake.countPassed(previous);
      kept = keeps(verdict);
      if (kept) {
        backlog.skipTo(previous);
        becomeBusy();
        router.changed(this); // also when it is busy still with an event that is settled already
        if (backlog.room(current.settings().queueCapacity()) <= 0) {
          intake.fallBehind(); // it reads and counts the event itself
        }
      }
      if (intake.isLevel()) {
        intake.isGiven();
        intake.read(event, verdict, kept, effects);
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
    if (!intake.isLevel()) {
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
    if (!intake.isLevel() && isLiving() && intake.hasRead(routed)) {
      intake.becomeLevel();
      if (!countsFrom(routed)) {
        router.ahead(this);
      }
      busyOrIdle();
    }
    return intake.isLevel();
  }

  /**
   * Lets it count what the router passes over once the router is where this lane has read; until
   * then it has counted the events itself.
   *
   * @return false while the router is not there
   */
  synchronized boolean countsFrom(Position routed) {
    if (intake.beginCounting(routed)) {
      router.changed(this);
    }
    return !intake.isAhead();
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
    boolean working =
        !intake.isLevel() || !backlog.isEmpty() || unfinished > 0 || calls.isResending();
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
      if (intake.isLevel()) {
        intake.skipTo(routed);
      }
      if (!verdict.matches() || !intake.isUnread(event)) {
        return;
      }
      becomeBusy();
      if (backlog.remembers(event.position())) {
        intake.read(event, verdict, keeps(verdict), effects);
      } else {
        intake.drop(event, verdict, effects);
      }
      busyOrIdle();
    }
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

  // Running.

  /** Lets the lane look at what there is to do. */
  void wake() {
    runner.wake();
  }

  /** Returns whether its channel may block the thread that delivers. */
  boolean isBlocking() {
    return work.traits().blocking();
  }

  /**
   * Delivers some batches; called by its runner alone.
   *
   * @param mayRead whether it may read the log
   * @return whether there may be more to do at once
   */
  boolean run(boolean mayRead) {
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
    if (intake.isLevel() || !isLiving() || !around.delivering()) {
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
      read = intake.version();
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
      if (intake.version() != read) {
        return;
      }
      for (int i = 0; i < events.size(); i++) {
        if (intake.isUnread(events.get(i))) {
          intake.read(events.get(i), verdicts.get(i), keeps(verdicts.get(i)), effects);
        }
      }
      backlog.removeSettled();
      router.changed(this);
    }
    effects.run();
    router.settled(this);
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
      List<Pending> due =
          new BatchPicker(ordering, most, now, limit).pick(calls.candidates(backlog));
      List<Pending> entries = Batch.fitting(due, current.traits().maxBatchBytes());
      boolean full = due.size() == most || entries.size() < due.size();
      boolean goes = !entries.isEmpty() && (full || !lingers(current, entries.get(0)));
      return goes ? calls.begin(current, entries, now) : null;
    }
  }

  private boolean lingers(Work current, Pending oldest) {
    return intake.isLevel()
        && !calls.search().isOn()
        && linger.holds(current.traits().linger(), oldest, around.time(), this::lingered);
  }

  private void lingered() {
    synchronized (this) {
      linger.isOver();
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
      asleep = runner.beginWaking(); // before it is no more in flight, or it looks quiet
      unfinished++;
      calls.answered(batch, results).forEach(ready -> settleSafely(ready, effects));
    }
    router.woken();
    effects.run();
    finish();
    if (asleep) {
      runner.runAfterAnswer();
    }
  }

  /** Whatever goes wrong, the lane goes on: what was not settled is tried again. */
  private void settleSafely(Batch batch, Effects effects) {
    try {
      settle(batch, effects);
    } catch (Throwable e) { // clocks and random generators may be the application's
      LOG.error("emitter {}: what follows from an answer could not be done", id, e);
      calls.remove(batch, batch.startedAt());
      batch.abandon();
      if (batch.resend() != null) {
        batch.resend().giveUp("a fault of the library: " + e, effects);
      }
      effects.add(() -> around.time().schedule(AFTER_A_FAULT, this::wake));
    }
  }

  private void settle(Batch batch, Effects effects) {
    List<DeliveryResult> results = batch.results();
    Duration took = took(batch);
    calls.remove(batch, batch.startedAt() + took.toNanos());
    Resend resend = batch.resend();
    if (resend != null) {
      resent(resend, batch.deliveries().get(0), results.get(0), took, effects);
      closeIfRetired(batch.work(), effects);
      return;
    }
    Settlement settlement = new Settlement(batch.work(), ledger, around, took, effects, this::wake);
    settlement.settle(batch);
    if (settlement.hasStopped()) {
      calls.stopped();
    }
    if (batch.work() == work) {
      calls.search().ended(batch, settlement.refusedTogether(), settlement.hasFound());
    }
    backlog.removeSettled();
    router.changed(this);
    follow(settlement, batch.work() == work, effects);
    followSpell(settlement, effects);
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
    StateChange change = change(effects);
    String disabledFor = settlement.disabledFor();
    if (disabledFor != null && current) {
      change.disable(disabledFor, settlement.disabledBy());
    } else if (health.isOpen()
        && (settlement.hasFailed() || health.state() == EmitterState.RETRYING)) {
      boolean retrying = backlog.hasFailed();
      tell(settlement, retrying, effects);
      change.enter(
          retrying ? EmitterState.RETRYING : EmitterState.ACTIVE,
          retrying ? counters.lastReason() : null);
    }
  }

  private void tell(Settlement settlement, boolean retrying, Effects effects) {
    boolean before = health.state() == EmitterState.RETRYING;
    LoggedEvent failed = settlement.lastFailed();
    LoggedEvent delivered = settlement.lastDelivered();
    if (retrying && !before && failed != null) {
      String reason = String.valueOf(counters.lastReason());
      ledger.failureLog().failed(failed, reason, now(), effects);
    } else if (before && !retrying && delivered != null) {
      ledger.failureLog().recovered(delivered, effects);
    }
  }

  /** Follows whether an emitter is unstable; after its state is known. */
  private void followSpell(Settlement settlement, Effects effects) {
    String unstableFor = settlement.unstableFor();
    if (settlement.isCalm()) {
      change(effects).recover(settlement.wasProbing() ? ENABLED_AGAIN : CALM);
    }
    if (unstableFor != null) {
      change(effects).becomeUnstable(unstableFor, settlement.unstableBy());
    }
  }

  /** Looks whether no delivery has failed for long; called later. */
  void lookWhetherCalm(int spell) {
    Effects effects = new Effects();
    synchronized (this) {
      if (!isLiving() || !health.isUnstable() || health.spells() != spell) {
        return;
      }
      boolean well = health.state() == EmitterState.ACTIVE;
      if (well && health.isCalm(around.time().clock().instant())) {
        change(effects).recover(CALM);
      } else {
        change(effects).lookLater();
      }
    }
    effects.run();
  }

  private StateChange change(Effects effects) {
    return new StateChange(this, health, router, around, effects);
  }

  /** Lets people be told what they do not know yet. */
  synchronized void tellOwner(Effects effects) {
    change(effects).tellOwner();
    change(effects).tellOfSpell();
  }

  /** Returns what people are to be told; null if that is over, or known. */
  @Nullable Notice notice(Notice.What what, int number) {
    EmitterStatus status = status();
    boolean removed = router.lane(id) != this;
    synchronized (this) {
      return removed ? null : health.notice(what, number, status);
    }
  }

  /** People know of it. */
  synchronized void told(Notice.What what, int number) {
    if (health.told(what, number)) {
      router.changed(this);
    }
  }

  /** Will read the log again from the first event that is not settled, and decide anew. */
  private void startOver() {
    becomeBusy();
    intake.startOver(router.position());
    Selection selection = work.selection();
    Position gone = router.droppedTo();
    if (!router.hasDropped()) {
      backlog.uncount(counters); // in a log that drops, the first count stands
    }
    calls.search().forget();
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
        if (batch.resend() != null) {
          batch.resend().giveUp("the channel does not answer", effects);
        }
      }
      unfinished++;
      closeIfRetired(retired, effects);
    }
    effects.run();
    finish();
    wake();
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
        events.forEach(one -> one.giveUp("the emitter is not there any more", effects));
      }
    }
    effects.run();
    wake();
  }

  /** Answers for a channel that has not answered by the end what a person has sent again. */
  void giveUp() {
    Effects effects = new Effects();
    synchronized (this) {
      calls.resending().forEach(one -> one.giveUp("the channel does not answer", effects));
    }
    effects.run();
  }

  /**
   * Leaves out what waits up to a position; what it has not read yet is left out once it reads it.
   * Called under the router's lock.
   */
  synchronized void leaveOut(Position upTo, Effects effects) {
    if (!isLiving()) {
      return;
    }
    becomeBusy();
    if (intake.isLevel() && upTo.compareTo(router.position()) > 0) {
      intake.skipTo(router.position());
      intake.fallBehind(); // or it would have to wait for the router
    }
    ledger.leaveOut(upTo);
    if (health.state() == EmitterState.RETRYING && !backlog.hasFailed()) {
      change(effects).enter(EmitterState.ACTIVE, null);
    }
    router.touched(this);
    effects.add(this::wake);
  }

  /** Reads on in the log up to a position, so that all is left out that is to be. */
  void readLeftOut(Position upTo) {
    while (true) {
      Work current;
      Position from;
      int read;
      synchronized (this) {
        if (!isLiving() || intake.isLevel() || intake.hasRead(upTo)) {
          busyOrIdle();
          return;
        }
        current = work;
        from = backlog.readTo();
        read = intake.version();
      }
      List<LoggedEvent> events =
          around.log().read(from, READ_AHEAD).stream()
              .filter(event -> event.position().compareTo(upTo) <= 0)
              .toList();
      if (events.isEmpty()) {
        synchronized (this) {
          backlog.skipTo(upTo); // the log has nothing more up to there
        }
      } else {
        select(events, current, read);
      }
    }
  }

  /** Returns how many events were left out so far. */
  synchronized long skipped() {
    return counters.skipped;
  }

  /** Stops delivering until a person enables it; returns whether it was delivering. */
  boolean disable(String reason, @Nullable String person) {
    Effects effects = new Effects();
    boolean was;
    synchronized (this) {
      was = health.isOpen();
      change(effects).disableFor(person, reason);
      router.touched(this);
    }
    effects.run();
    router.settled(this);
    return was;
  }

  /**
   * Stops delivering because of a fault while it was given an event, until a person enables it; it
   * then reads the log again from there, since it may not have kept the event.
   *
   * @param previous the position of the event before that one
   */
  synchronized void disableForFault(
      String reason, LoggedEvent event, Position previous, Effects effects) {
    intake.startOver(previous);
    becomeBusy();
    change(effects).disable(reason, event);
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
    change(effects).enter(EmitterState.ACTIVE, null);
    router.touched(this);
    EmitterDefinition about = work.definition();
    ledger.failureLog().enabled(() -> status().backlog(), effects);
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
      change(effects).disableByDefinition();
    } else if (isLiving()) {
      change(effects).enter(EmitterState.ACTIVE, null);
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
      intake.startOver(router.position());
      change(effects).enter(EmitterState.CLOSED, null);
      calls.dropResends().forEach(one -> one.giveUp("the emitter was closed", effects));
      closeIfRetired(work, effects);
      abandonLater(work, effects);
      busyOrIdle();
    }
  }

  /** Returns the position up to which every event is settled. */
  synchronized Position settledTo(Position routed) {
    Position own = backlog.settledTo();
    return intake.isLevel() && backlog.isEmpty() && routed.compareTo(own) > 0 ? routed : own;
  }

  /** Returns whether nothing more happens by itself: disabled, closed, or level with no event. */
  synchronized boolean isIdle() {
    boolean done = !health.isOpen() || (intake.isLevel() && backlog.isEmpty());
    return unfinished == 0 && !calls.isResending() && done;
  }

  /**
   * Returns whether nothing more happens before the clock goes on.
   *
   * @param held how many calls its channel leaves without an answer until then
   */
  synchronized boolean isQuiet(int held) {
    boolean waits = calls.size() == held && !runner.isAwake();
    return isIdle() || (unfinished == 0 && (!calls.hasResend() || held > 0) && waits);
  }

  /**
   * Returns whether it does nothing before it tries again, or before one that it waits for does.
   */
  synchronized boolean onlyWaits() {
    boolean retries = health.state() == EmitterState.RETRYING;
    return isQuiet(0) && (retries || !work.settings().after().isEmpty());
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
      if (own != null || intake.isLevel()) {
        return own;
      }
      from = backlog.readTo();
    }
    List<LoggedEvent> next = around.log().read(from, 1);
    return next.isEmpty() ? null : next.get(0);
  }

  /** Returns how many events wait for it, or have not been read by it. */
  synchronized long waiting() {
    return intake.isLevel() ? backlog.unsettled() : around.log().lag(settledTo(router.position()));
  }

  EmitterStatus status() {
    LoggedEvent oldest = oldest();
    synchronized (this) {
      long waiting = waiting();
      long filtered = counters.filtered + Math.max(0, intake.passedOver()); // it may be at one now
      return ledger.status(
          work, filtered, waiting, oldest, calls.busy(now()), around.time().clock().instant());
    }
  }
}
