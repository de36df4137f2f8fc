package dev.emitter.engine;

import dev.emitter.delivery.EmitterListener;
import dev.emitter.delivery.TimeSource;
import dev.emitter.log.EventLog;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What all lanes of an engine share.
 *
 * @param loop runs what changes the state of lanes
 * @param log the log they read
 * @param time the time they go by
 * @param timers runs messages later
 * @param random gives the jitter of waits
 * @param listener is told what happens, on a thread of its own
 * @param rights says who may receive what
 * @param workers calls channels that do not block
 * @param blocking calls channels that may block
 * @param readers read the log for lanes that are behind
 * @param closing closes the channel of a version of a definition that is done
 * @param ownEvents publishes what happens to emitters
 * @param notices tells the owners of emitters
 * @param answers answers those who have events sent again
 * @param queues how many bytes may wait in memory
 * @param owners what each owner takes of what all share
 * @param parked how many bytes may be set aside
 * @param filters says whose filters are evaluated where and when
 * @param delivering false if they deliver only what a person sends again
 */
record LaneContext(
    EventLoop loop,
    EventLog log,
    TimeSource time,
    Timers timers,
    RandomGenerator random,
    EmitterListener listener,
    Rights rights,
    Executor workers,
    Executor blocking,
    Executor readers,
    Consumer<ActiveDefinition> closing,
    LifecycleEvents ownEvents,
    Notices notices,
    ResendAnswers answers,
    QueueBudget queues,
    OwnerShares owners,
    ParkedBudget parked,
    FilterTurns filters,
    boolean delivering) {

  /**
   * Returns how many bytes may wait in memory for the emitters of an owner.
   *
   * @param share what the owner may take; null for operators
   */
  QueueBudget queues(@Nullable OwnerShare share) {
    return share == null ? queues : share.queues();
  }
}
