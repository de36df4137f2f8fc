package dev.emitter.engine;

import dev.emitter.delivery.OwnerLimit;
import dev.emitter.delivery.OwnerLimits;
import dev.emitter.delivery.TimeSource;
import dev.emitter.execution.Execution;
import dev.emitter.log.EventLog;
import java.util.random.RandomGenerator;

/** The parts of an engine, made and put together; each says what it is for and whose it is. */
final class EngineParts {

  final Execution execution;
  final EventLog log;
  final TimeSource time;
  final boolean delivering;
  final EventLoop loop;
  final EngineThreads threads;
  final ListenerQueue listener;
  final Rights rights;
  final Checkpoints checkpoints;
  final OwnerShares owners;
  final ParkedBudget parked;
  final LaneRegistry lanes;
  final Router router;
  final OpenChannels channels;
  final ChannelOpener opener;
  final LifecycleEvents ownEvents;
  final Notices notices;
  final ResendAnswers answers;
  final IdleMonitor idle;
  final ChangeBarrier barrier;
  final LaneContext around;

  /**
   * Makes them; nothing runs yet.
   *
   * @param work what the loop does between messages, once it runs
   */
  EngineParts(EngineSettings settings, EventLoop.Work work) {
    this.execution = settings.execution();
    this.log = settings.log();
    this.delivering = settings.delivering();
    int processors = Math.max(2, Runtime.getRuntime().availableProcessors());
    this.threads = EngineThreads.of(execution, processors);
    this.loop = new EventLoop(execution, "emitter-loop", work);
    this.time = new SafeTime(settings.time(), loop);
    RandomGenerator random = new SafeRandom(settings.random(), loop.faults());
    this.listener = new ListenerQueue(execution, settings.listener(), loop::signal);
    this.rights = new Rights(settings.catalogue(), settings.users(), time);
    this.checkpoints = new Checkpoints(log, time, threads.cursors(), execution.lock());
    OwnerLimits limits = settings.ownerLimits();
    this.notices = notices(settings, time, random, loop);
    this.owners = new OwnerShares(limits, threads, notices, time);
    this.parked = ParkedBudget.of(limits, checkpoints.isActive());
    Timers timers = new Timers(time, loop);
    Subscribers subscribers = new Subscribers(rights);
    DroppedEvents drops = new DroppedEvents(execution, loop);
    this.lanes = new LaneRegistry(log, checkpoints, subscribers, drops, time, timers, delivering);
    checkpoints.of(new LaneSource(loop, lanes));
    FilterTurns filters = new FilterTurns(time, timers, owners, processors, lanes::look);
    this.router =
        new Router(log, loop, lanes, drops, filters, checkpoints, limits, () -> !listener.isFull());
    this.answers = new ResendAnswers(execution.shared(), loop::signal);
    this.idle =
        new IdleMonitor(
            new IdleWaiters(execution, loop), router, listener, answers, lanes, notices);
    this.barrier = new ChangeBarrier(loop, listener, lanes, checkpoints, delivering);
    this.channels = new OpenChannels(execution, threads.closing());
    this.ownEvents =
        new LifecycleEvents(
            log,
            settings.source(),
            time.clock(),
            settings.completer(),
            subscribers::hasReservedSubscribers,
            delivering);
    this.opener =
        new ChannelOpener(
            settings.decorator(),
            rights,
            log.folder().map(folder -> folder.resolve("channels")).orElse(null),
            checkpoints,
            ownEvents);
    this.around =
        new LaneContext(
            loop,
            log,
            time,
            timers,
            random,
            listener,
            rights,
            threads.workers(),
            threads.blocking(),
            threads.readers(),
            channels::close,
            ownEvents,
            notices,
            answers,
            QueueBudget.ofHeap(),
            owners,
            parked,
            filters,
            delivering);
  }

  private static Notices notices(
      EngineSettings settings, TimeSource time, RandomGenerator random, EventLoop loop) {
    return new Notices(
        settings.execution(),
        settings.notifier(),
        settings.recipients(),
        time,
        random,
        settings.ownerLimits().of(OwnerLimit.NOTICES),
        loop::signal);
  }
}
