package dev.emitter.engine;

import dev.emitter.channel.Channel;
import dev.emitter.channel.ChannelDecorator;
import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.channel.ResolvedEmitter;
import dev.emitter.delivery.EmitterListener;
import dev.emitter.delivery.Notifier;
import dev.emitter.delivery.OwnerLimit;
import dev.emitter.delivery.OwnerLimits;
import dev.emitter.delivery.Recipients;
import dev.emitter.delivery.Resubmission;
import dev.emitter.delivery.TimeSource;
import dev.emitter.event.EventCompleter;
import dev.emitter.execution.Execution;
import dev.emitter.execution.TaskExecutor;
import dev.emitter.log.EventLog;
import dev.emitter.log.LoggedEvent;
import dev.emitter.log.Position;
import dev.emitter.problem.EmitterException;
import dev.emitter.problem.Loggers;
import dev.emitter.topic.Catalogue;
import dev.emitter.topic.UserDirectory;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Matches what is in the log with the emitters and delivers it: a router, a lane for each emitter,
 * and the threads they run on. Thread-safe.
 */
public final class Engine {

  private static final Logger LOG = Loggers.of(Engine.class);

  private static final int BLOCKING_THREADS = 2_048;
  private static final int CLOSING_THREADS = 64;
  private static final Duration AT_LEAST = Duration.ofSeconds(1);

  private final Execution execution;
  private final EventLog log;
  private final TimeSource time;
  private final Opener opener;
  private final Rights rights;
  private final Checkpoints checkpoints;
  private final ParkedBudget parked;
  private final EventLoop loop;
  private final LaneRegistry lanes;
  private final Router router;
  private final IdleWaiters waiters;
  private final ListenerQueue listener;
  private final TaskExecutor workers;
  private final TaskExecutor blocking;
  private final TaskExecutor readers;
  private final TaskExecutor closing;
  private final TaskExecutor cursors; // of their own, or hung channels could keep them waiting
  private final OpenChannels channels;
  private final OwnEvents ownEvents;
  private final Notices notices;
  private final ResendAnswers answers;
  private final OwnerShares owners;
  private final EmitterChanges changes;
  private final RunningEmitters running;
  private final boolean delivering;

  /**
   * What an engine is made from.
   *
   * @param execution runs what there is to do
   * @param log the log to read; the engine listens to it
   * @param time the time to go by
   * @param random gives the jitter of retries
   * @param listener is told what happens; never throws, see {@link SafeListener}
   * @param catalogue says who may receive what, or null for no restriction
   * @param users tells the rights of owners
   * @param source the source of the library's own events
   * @param completer completes the library's own events
   * @param notifier tells the owners of emitters, or null if nobody is to be told
   * @param recipients resolves those whom definitions name
   * @param decorator puts something around the channel of each emitter
   * @param ownerLimits how much each owner can take of what all share
   * @param delivering false if nothing is routed or delivered by itself
   */
  public record Parts(
      Execution execution,
      EventLog log,
      TimeSource time,
      RandomGenerator random,
      EmitterListener listener,
      @Nullable Catalogue catalogue,
      UserDirectory users,
      URI source,
      EventCompleter completer,
      @Nullable Notifier notifier,
      Recipients recipients,
      ChannelDecorator decorator,
      OwnerLimits ownerLimits,
      boolean delivering) {}

  /** Creates an engine that does not run yet. */
  public Engine(Parts parts) {
    this.execution = parts.execution();
    this.log = parts.log();
    this.time = parts.time();
    this.delivering = parts.delivering();
    this.rights = new Rights(parts.catalogue(), parts.users());
    int processors = Math.max(2, Runtime.getRuntime().availableProcessors());
    this.workers = execution.executor("emitter-worker", processors);
    this.blocking = execution.executor("emitter-channel", BLOCKING_THREADS);
    this.readers = execution.executor("emitter-reader", processors);
    this.closing = execution.executor("emitter-close", CLOSING_THREADS);
    this.cursors = execution.executor("emitter-cursors", 1);
    this.loop = new EventLoop(execution, "emitter-loop", this::work);
    this.checkpoints = new Checkpoints(log, time, cursors, execution.lock());
    this.listener = new ListenerQueue(execution, parts.listener(), loop::signal);
    Subscribers subscribers = new Subscribers(rights);
    DroppedEvents drops = new DroppedEvents(loop);
    Timers timers = new Timers(time, loop);
    this.notices =
        new Notices(
            execution,
            parts.notifier(),
            parts.recipients(),
            time,
            parts.random(),
            parts.ownerLimits().of(OwnerLimit.NOTICES),
            loop::signal);
    this.owners = new OwnerShares(parts.ownerLimits(), notices, time);
    this.lanes = new LaneRegistry(log, checkpoints, subscribers, drops, time, timers, delivering);
    FilterTurns filters = new FilterTurns(time, timers, owners, processors, lanes::look);
    this.router =
        new Router(
            log,
            execution,
            loop,
            lanes,
            drops,
            filters,
            checkpoints,
            parts.ownerLimits(),
            () -> !listener.isFull());
    this.waiters = new IdleWaiters(execution, loop);
    checkpoints.of(new LaneSource(loop, lanes));
    this.channels = new OpenChannels(execution, closing);
    this.ownEvents =
        new OwnEvents(
            log,
            parts.source(),
            time.clock(),
            parts.completer(),
            subscribers::hasReservedSubscribers,
            delivering);
    this.opener =
        new Opener(
            parts.decorator(),
            rights,
            log.folder().map(folder -> folder.resolve("channels")).orElse(null),
            checkpoints,
            ownEvents);
    this.answers = new ResendAnswers(execution.shared(), loop::signal);
    this.parked = ParkedBudget.of(parts.ownerLimits(), checkpoints.isActive());
    LaneContext around =
        new LaneContext(
            loop,
            log,
            time,
            timers,
            parts.random(),
            listener,
            rights,
            workers,
            blocking,
            readers,
            channels::close,
            ownEvents,
            notices,
            answers,
            QueueBudget.ofHeap(),
            owners,
            parked,
            filters,
            delivering);
    this.changes =
        new EmitterChanges(around, opener, checkpoints, lanes, channels, this::awaitTold);
    this.running = new RunningEmitters(lanes, loop, log, time);
  }

  /** Begins to listen to the log; emitters can be added from now on. Nothing is routed yet. */
  public void open() {
    log.listen(router);
    loop.start();
    if (delivering) {
      checkpoints.start();
    }
  }

  /**
   * Starts routing, unless nothing is delivered by itself. Emitters that were added before begin
   * where the router is, so they share the events that it reads; one that is added later may have
   * to read its own.
   */
  public void start() {
    if (delivering) {
      loop.run(() -> router.route(true));
    }
  }

  /** What the loop does between messages; returns for how long there is nothing more to do. */
  private long work() {
    lanes.noteDropped();
    boolean more = false;
    if (!listener.isFull()) { // or it would become even longer; it says when it is empty
      more = router.routeSome();
      more |= lanes.runReady();
    }
    long untilRelease = router.release();
    if (more) {
      return 0;
    }
    waiters.look();
    return untilRelease > 0 ? untilRelease : Long.MAX_VALUE;
  }

  /**
   * Adds or changes emitters and removes others, all between two events. An emitter whose id is
   * known keeps its cursor; a new one begins where its definition says, also if the process dies
   * once this has returned, in a log that keeps such things. The ids must not be changed by others
   * meanwhile.
   *
   * @param persist is run once the channels are open, before anything takes effect
   * @throws EmitterException if a channel cannot be opened
   * @throws dev.emitter.log.EventLogException if where emitters begin cannot be read or stored;
   *     then, and for whatever {@code persist} throws, too, nothing has changed
   */
  public void apply(Collection<ResolvedEmitter> upserts, Set<String> removals, Runnable persist) {
    requireOutside();
    changes.apply(upserts, removals, persist);
  }

  /**
   * Returns once what {@link #apply} changed survives a crash, in a log that keeps such things.
   *
   * @throws dev.emitter.log.EventLogException if it cannot be stored now
   */
  public void commit() {
    requireOutside();
    if (delivering || lanes.isTouched()) {
      checkpoints.commit();
    }
  }

  /** Who has changed something finds that listeners know of it, unless they take long. */
  private void awaitTold() {
    try {
      if (!loop.isInLoop()) {
        listener.awaitTold(AT_LEAST.toNanos());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The loop must not wait for what may wait for the loop. */
  private void requireOutside() {
    if (loop.isInLoop()) {
      throw new IllegalStateException("a filter or a security constraint must not change emitters");
    }
  }

  /** Returns what looks at the emitters at work. */
  public RunningEmitters running() {
    return running;
  }

  /** Returns the ids of emitters that an earlier process had and that are not at work. */
  public List<String> absent() {
    return checkpoints.restored().absent();
  }

  /**
   * Forgets an emitter that is not at work: one that an earlier process had, or that was removed.
   *
   * @return whether anything was known of it
   */
  public boolean forget(String id) {
    return checkpoints.forget(id);
  }

  /**
   * Gives an emitter that is not at work another id, unless something is known of that one.
   *
   * @return whether that was done
   * @throws dev.emitter.log.EventLogException if it cannot be stored; then nothing has changed
   */
  public boolean rename(String id, String to) {
    return lanes.lane(to) == null && checkpoints.rename(id, to);
  }

  /** Returns how much an owner takes of what the engine shares out. */
  public Map<OwnerLimit, Long> usage(String owner) {
    return loop.call(
        () -> {
          Map<OwnerLimit, Long> used = new EnumMap<>(owners.usage(owner));
          used.put(OwnerLimit.PARKED_BYTES, parked.bytes(owner));
          return used;
        });
  }

  /** Returns what each owner of emitters takes of what all share. */
  public OwnerShares owners() {
    return owners;
  }

  /** Forgets the events set aside for the emitter; returns how many there were. */
  public int discardParked(String id) {
    Lane lane = lanes.lane(id);
    return lane == null ? 0 : loop.call(() -> lane.orders().discardParked());
  }

  /** Sends events to the emitter again, once each; null for an unknown one. */
  public @Nullable CompletionStage<List<Resubmission>> resubmit(
      String id, List<LoggedEvent> events) {
    Lane lane = lanes.lane(id);
    if (lane == null) {
      return null;
    }
    String owner = lane.work().definition().owner();
    List<Resend> resends = new ArrayList<>(events.size());
    List<Position> refused = new ArrayList<>();
    List<CompletableFuture<Resubmission>> answers = new ArrayList<>(events.size());
    for (LoggedEvent event : events) {
      CompletableFuture<DeliveryResult> result = new CompletableFuture<>();
      if (rights.mayReceive(owner, event.topic(), event.event().event())) {
        resends.add(Resend.of(event, result));
      } else {
        refused.add(event.position());
        result.complete(DeliveryResult.rejected("its owner may not receive this event"));
      }
      answers.add(result.thenApply(answer -> new Resubmission(id, event, answer)));
    }
    loop.execute(
        () -> {
          lane.orders().withhold(refused);
          lane.orders().resend(resends);
        });
    return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
        .thenApply(done -> answers.stream().map(CompletableFuture::join).toList());
  }

  /**
   * Sends events once, in order, as a definition says that is not at work. Nothing of it is stored
   * or counted.
   *
   * @throws EmitterException if its channel cannot be opened
   */
  public CompletionStage<List<DeliveryResult>> deliverOnce(
      ResolvedEmitter resolved, List<Delivery> deliveries) {
    Channel channel = opener.openOnce(resolved).channel();
    return new OneOff(channel, deliveries, blocking, time).start();
  }

  /** Returns whether an owner, or null for operators, may receive an event now. */
  public boolean mayReceive(@Nullable String owner, LoggedEvent event) {
    return rights.mayReceive(owner, event.topic(), event.event().event());
  }

  /** Lets the emitter deliver again; returns whether it was disabled. */
  public boolean enable(String id) {
    Lane lane = lanes.lane(id);
    boolean enabled = lane != null && loop.call(() -> lane.orders().enable());
    awaitTold();
    return enabled;
  }

  /**
   * Leaves out what waits for the emitter up to a position, for good; returns how many events. That
   * survives a crash in a log that keeps such things.
   *
   * @param to what the emitter goes on with, as it is told
   * @throws dev.emitter.log.EventLogException if it cannot be stored now
   */
  public long skip(String id, Position upTo, String to) {
    requireOutside();
    Lane lane = lanes.lane(id);
    if (lane == null) {
      return 0;
    }
    Counters counters = lane.state().counters();
    long before = loop.call(() -> counters.skipped);
    loop.run(() -> lane.orders().leaveOut(upTo));
    lane.reader().readLeftOut(upTo);
    commit();
    long skipped = loop.call(() -> counters.skipped) - before;
    ownEvents.skipped(lane.work().definition(), skipped, to);
    return skipped;
  }

  /** Returns the position of the last event of the log. */
  public Position end() {
    return log.end();
  }

  /** Stops the emitter from delivering; returns whether it was delivering. */
  public boolean disable(String id, String reason, @Nullable String person) {
    Lane lane = lanes.lane(id);
    boolean disabled = lane != null && loop.call(() -> lane.orders().disable(reason, person));
    awaitTold();
    return disabled;
  }

  /** Waits until every emitter is idle or disabled; returns whether that came to be in time. */
  public boolean awaitIdle(Duration limit) throws InterruptedException {
    return waiters.await(() -> isAll(lane -> lane.isIdle(lanes.routed())), Deadline.nanos(limit));
  }

  /**
   * Waits until nothing more happens before the clock goes on; returns whether in time.
   *
   * @param held how many calls the channel of an emitter leaves without an answer until then
   */
  public boolean awaitQuiet(Duration limit, ToIntFunction<String> held)
      throws InterruptedException {
    return waiters.await(
        () ->
            isAll(lane -> lane.isQuiet(held.applyAsInt(lane.id()), lanes.routed()))
                && notices.isQuiet(),
        Deadline.nanos(limit));
  }

  /** Returns whether everything is routed and told, and all that is at work satisfies this. */
  private boolean isAll(Predicate<LaneState> condition) {
    return router.isAtEnd()
        && listener.isEmpty()
        && answers.areGiven()
        && lanes.busy().stream().allMatch(condition);
  }

  /**
   * Waits until every emitter is idle or disabled, then stops everything and closes all channels.
   * With a log that keeps cursors it does not wait for an emitter that only waits to try again: the
   * next process goes on with that.
   *
   * @param grace how long all of it may take, or a second if that is longer; what is not delivered
   *     by then stays undelivered
   */
  public void close(Duration grace) {
    Deadline end = Deadline.in(execution, grace.compareTo(AT_LEAST) < 0 ? AT_LEAST : grace);
    boolean interrupted = false;
    try {
      if (delivering) {
        waiters.await(() -> isAll(this::isDone), forDelivering(grace));
      }
    } catch (InterruptedException e) {
      interrupted = true;
    }
    boolean answers = true;
    try {
      answers = loop.run(this::closeLanes, Math.max(AT_LEAST.toNanos(), end.left()));
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (!answers) {
      LOG.error(
          "the engine's loop does not answer: a filter, a security constraint or a clock hangs");
    }
    try {
      channels.awaitClosed(end.left());
      notices.close(end.left());
      workers.terminate(end.left());
      blocking.terminate(end.left());
      closing.terminate(end.left());
      readers.terminate(end.left());
      cursors.terminate(end.left());
    } catch (InterruptedException e) {
      interrupted = true;
    }
    loop.execute(() -> lanes.all().forEach(lane -> lane.orders().giveUpResends()));
    if (answers) {
      commitLast();
    }
    try {
      listener.close(end.left());
    } catch (InterruptedException e) {
      interrupted = true;
    }
    loop.stop();
    time.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void closeLanes() {
    if (delivering) {
      new ClosingReport(lanes, log, checkpoints.isActive()).write();
    }
    router.route(false);
    lanes.all().forEach(lane -> lane.orders().close());
  }

  private void commitLast() {
    try {
      commit();
    } catch (RuntimeException e) {
      LOG.error("cursors cannot be stored; the next start repeats deliveries", e);
    }
  }

  private boolean isDone(LaneState lane) {
    return lane.isIdle(lanes.routed())
        || (checkpoints.isActive() && lane.onlyWaits(lanes.routed()));
  }

  /** Leaves a part of the time for closing. */
  private static long forDelivering(Duration grace) {
    long nanos = Deadline.nanos(grace);
    return nanos - Math.min(nanos / 4, AT_LEAST.toNanos());
  }
}
