package dev.emitter.engine;

import dev.emitter.execution.Execution;
import dev.emitter.execution.TaskExecutor;

/**
 * The threads of an engine beside its loop.
 *
 * @param workers call channels that do not block
 * @param blocking call channels that may block
 * @param readers read the log for lanes that are behind
 * @param closing close channels
 * @param cursors stores cursors: of its own, or hung channels could keep it waiting
 */
record EngineThreads(
    TaskExecutor workers,
    TaskExecutor blocking,
    TaskExecutor readers,
    TaskExecutor closing,
    TaskExecutor cursors) {

  private static final int BLOCKING = 2_048;
  private static final int CLOSING = 64;

  /** Prepares threads for as many processors; none is started before it is needed. */
  static EngineThreads of(Execution execution, int processors) {
    return new EngineThreads(
        execution.executor("emitter-worker", processors),
        execution.executor("emitter-channel", BLOCKING),
        execution.executor("emitter-reader", processors),
        execution.executor("emitter-close", CLOSING),
        execution.executor("emitter-cursors", 1));
  }

  /** Refuses further tasks, and waits for those under way as long as the time allows. */
  void terminate(Deadline end) throws InterruptedException {
    workers.terminate(end.left());
    blocking.terminate(end.left());
    closing.terminate(end.left());
    readers.terminate(end.left());
    cursors.terminate(end.left());
  }
}
