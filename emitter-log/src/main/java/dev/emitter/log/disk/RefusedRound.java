package dev.emitter.log.disk;

import dev.emitter.execution.Execution;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The last round of appends of which one was refused. Whoever publishes in a later one has been
 * told what was refused. What was published before may lie behind it and, being smaller, find the
 * room that it did not: it is refused as well, or events of one thread would not keep their order.
 * Used by the committer alone, but for {@link #told}.
 */
final class RefusedRound {

  private static final long TELLING_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Execution execution;
  private final AppendQueue queue;
  private int refused = -1;
  private long refusedAt;
  private @Nullable Throwable reason;
  private volatile int told = -1;

  RefusedRound(Execution execution, AppendQueue queue) {
    this.execution = execution;
    this.queue = queue;
  }

  /** Begins a round if all of the one that was refused have been told, or should have been. */
  void pass() {
    boolean isTold = told == refused || execution.nanoTime() - refusedAt > TELLING_NANOS;
    if (refused == queue.round() && isTold) {
      queue.nextRound(refused + 1);
    }
  }

  /** Notes that an append of the round of now was refused. */
  void note(Throwable e) {
    refused = queue.round();
    refusedAt = execution.nanoTime();
    reason = e;
  }

  /** Returns the number of the round. */
  int number() {
    return refused;
  }

  /** Notes, on any thread, that whoever published up to this round knows what became of it. */
  void told(int round) {
    told = round;
    queue.nextRound(round + 1); // at once: who has been told may try again
  }

  /** Returns whether an append may lie behind what was refused. */
  boolean covers(PendingAppend append) {
    return append.round <= refused;
  }

  /** Returns why one was refused, or null if none ever was. */
  @Nullable Throwable reason() {
    return reason;
  }
}
