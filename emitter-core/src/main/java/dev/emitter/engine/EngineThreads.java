package dev.emitter.engine;

import dev.emitter.execution.Execution;
import dev.emitter.execution.TaskExecutor;

/**
 * The threads of an engine beside its loop.
 *
 * @param workers call operators' channels that do not block
 * @param blocking call operators' channels that may block
 * @param workersOfUsers call users' channels that do not block, but may compute for a while
 * @param blockingOfUsers call users' channels that may block
 * @param readers read the log for lanes that are behind
 * @param closing close channels
 * @param cursors stores cursors: of its own, or hung channels could keep it waiting
 */
record EngineThreads(
    TaskExecutor workers,
    TaskExecutor blocking,
    TaskExecutor workersOfUsers,
    TaskExecutor blockingOfUsers,
    TaskExecutor readers,
    TaskExecutor closing,
    TaskExecutor cursors) {

  private static final int WORKERS_OF_USERS = 256;
  private static final int BLOCKING_OF_USERS = 1_024;
  private static final int BLOCKING = 2_048;
  private static final int CLOSING = 64;

  /** Prepares threads for as many processors; none is started before it is needed. */
  static EngineThreads of(Execution execution, int processors) {
    return new EngineThreads(
        execution.executor("emitter-worker", processors),
        execution.executor("emitter-channel", BLOCKING),
        execution.executor("emitter-user-worker", WORKERS_OF_USERS),
        execution.executor("emitter-user-channel", BLOCKING_OF_USERS),
        execution.executor("emitter-reader", processors),
        execution.executor("emitter-close", CLOSING),
        execution.executor("emitter-cursors", 1));
  }

  /** Refuses further tasks, and waits for those under way as long as the time allows. */
  void terminate(Deadline end) throws InterruptedException {
    workers.terminate(end.left());
    blocking.terminate(end.left());
    workersOfUsers.terminate(end.left());
    blockingOfUsers.terminate(end.left());
    closing.terminate(end.left());
    readers.terminate(end.left());
    cursors.terminate(end.left());
  }
}
