package dev.emitter.engine;

import dev.emitter.execution.LimitedExecutor;
import java.util.concurrent.Executor;

/**
 * Calls the channels of one owner's emitters: so many at a time that others have threads, too,
 * whatever the channels are made to compute or to wait for. There are more threads than processors
 * for that, between which the operating system is fair.
 *
 * @param workers call channels that do not block
 * @param blocking call channels that may block
 */
record OwnerCalls(Executor workers, Executor blocking) {

  private static final int MOST_BLOCKING = 128;

  /** Returns the calls of an owner who has none under way. */
  static OwnerCalls of(EngineThreads threads) {
    int most = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    return new OwnerCalls(
        new LimitedExecutor(threads.workersOfUsers(), most),
        new LimitedExecutor(threads.blockingOfUsers(), MOST_BLOCKING));
  }
}
