package dev.emitter.execution;

import java.util.List;

/** Goes through steps of work, one after the other. Thread-safe. */
public interface Worker {

  /** Is returned by the last step. */
  long END = -1;

  /** What a worker does. Its methods are called by the worker alone, but for {@link #isPending}. */
  interface Step {

    /**
     * Does some work.
     *
     * @return for how many nanoseconds there is nothing more to do, unless something is pending or
     *     the worker is signalled: 0 if there is more now, {@link Long#MAX_VALUE} for as long as
     *     that takes, {@link #END} if this was the last step
     */
    long run();

    /** Returns whether something has come in that the next step is to see. Must not wait. */
    boolean isPending();

    /** Is called once, after the last step. */
    default void ended() {}
  }

  /** Starts; is called once. */
  void start();

  /** Has the worker look whether something is pending, if it has paused. */
  void wakeUp();

  /** Has the worker do one more step. */
  void signal();

  /** Returns whether the caller is in a step of this worker. */
  boolean isCurrent();

  /**
   * Returns where in the code the worker is now, from the inside out; empty if that is not known.
   */
  List<StackTraceElement> position();

  /** Waits until the last step is done; returns whether that came to be within the time. */
  boolean join(long nanos) throws InterruptedException;
}
