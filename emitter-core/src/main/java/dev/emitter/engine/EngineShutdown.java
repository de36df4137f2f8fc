package dev.emitter.engine;

import dev.emitter.problem.Loggers;
import java.time.Duration;
import org.slf4j.Logger;

/**
 * Ends an engine, in this order: what can be delivered is, lanes and channels close, what is left
 * is told and stored, and the threads end. An interrupt hurries, but leaves out no step. Used once.
 */
final class EngineShutdown {

  private static final Logger LOG = Loggers.of(EngineShutdown.class);

  private static final Duration AT_LEAST = Duration.ofSeconds(1);

  private final EngineParts parts;
  private boolean interrupted;

  EngineShutdown(EngineParts parts) {
    this.parts = parts;
  }

  /** One step, which may have to wait. */
  @FunctionalInterface
  private interface Step {
    void run() throws InterruptedException;
  }

  /** Does what {@code Engine.close} says. */
  void run(Duration grace) {
    Deadline end = Deadline.in(parts.execution, grace.compareTo(AT_LEAST) < 0 ? AT_LEAST : grace);
    if (parts.delivering) {
      step(() -> awaitDelivered(grace));
    }
    boolean answers = closeLanes(end);
    step(
        () -> {
          parts.channels.awaitClosed(end.left());
          parts.notices.close(end.left());
          parts.threads.terminate(end);
        });
    parts.loop.execute(() -> parts.lanes.all().forEach(lane -> lane.orders().giveUpResends()));
    if (answers) {
      commitLast();
    }
    step(() -> parts.listener.close(end.left()));
    parts.loop.stop();
    parts.time.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void step(Step step) {
    try {
      step.run();
    } catch (InterruptedException e) {
      interrupted = true;
    }
  }

  /** With cursors that are stored, the next process goes on with what only waits to try again. */
  private void awaitDelivered(Duration grace) throws InterruptedException {
    long nanos = forDelivering(grace);
    boolean unused =
        parts.checkpoints.isActive()
            ? parts.idle.awaitIdleOrWaiting(nanos)
            : parts.idle.awaitIdle(nanos);
  }

  /** Leaves a part of the time for closing. */
  private static long forDelivering(Duration grace) {
    long nanos = Deadline.nanos(grace);
    return nanos - Math.min(nanos / 4, AT_LEAST.toNanos());
  }

  /** Returns whether the loop answers; if not, nothing that it owns can be told or stored. */
  private boolean closeLanes(Deadline end) {
    boolean answers = true; // also if interrupted: then it will close them
    try {
      answers = parts.loop.run(this::closeLanes, Math.max(AT_LEAST.toNanos(), end.left()));
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (!answers) {
      LOG.error(
          "the engine's loop does not answer: a filter, a security constraint or a clock hangs");
    }
    return answers;
  }

  private void closeLanes() {
    if (parts.delivering) {
      new ClosingReport(parts.lanes, parts.log, parts.checkpoints.isActive()).write();
    }
    parts.router.route(false);
    parts.lanes.close();
  }

  private void commitLast() {
    try {
      parts.barrier.commit();
    } catch (RuntimeException e) {
      LOG.error("cursors cannot be stored; the next start repeats deliveries", e);
    }
  }
}
