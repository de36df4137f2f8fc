package dev.emitter.execution;

import java.util.concurrent.Executor;

/** Runs tasks, and ends. Thread-safe. */
public interface TaskExecutor extends Executor {

  /** Takes no further tasks, and waits for those it has, interrupting them after the time. */
  void terminate(long nanos) throws InterruptedException;
}
