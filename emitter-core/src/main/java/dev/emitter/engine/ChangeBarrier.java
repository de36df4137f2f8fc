package dev.emitter.engine;

import java.util.concurrent.TimeUnit;

/**
 * What whoever changes emitters waits for before the call returns: that listeners know of it, and
 * that it survives a crash. Thread-safe.
 */
final class ChangeBarrier {

  private static final long TOLD_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final EventLoop loop;
  private final ListenerQueue listener;
  private final LaneRegistry lanes;
  private final Checkpoints checkpoints;
  private final boolean delivering;

  /**
   * Creates one.
   *
   * @param delivering false if nothing is stored but what a person has changed
   */
  ChangeBarrier(
      EventLoop loop,
      ListenerQueue listener,
      LaneRegistry lanes,
      Checkpoints checkpoints,
      boolean delivering) {
    this.loop = loop;
    this.listener = listener;
    this.lanes = lanes;
    this.checkpoints = checkpoints;
    this.delivering = delivering;
  }

  /** The loop must not wait for what may wait for the loop. */
  void requireOutside() {
    if (loop.isInLoop()) {
      throw new IllegalStateException("a filter or a security constraint must not change emitters");
    }
  }

  /** Who has changed something finds that listeners know of it, unless they take long. */
  void awaitTold() {
    try {
      if (!loop.isInLoop()) {
        listener.awaitTold(TOLD_NANOS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Returns once what was changed survives a crash, in a log that keeps such things.
   *
   * @throws dev.emitter.log.EventLogException if it cannot be stored now
   */
  void commit() {
    requireOutside();
    if (delivering || lanes.isTouched()) {
      checkpoints.commit();
    }
  }
}
