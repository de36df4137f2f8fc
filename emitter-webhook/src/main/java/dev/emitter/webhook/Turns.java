package dev.emitter.webhook;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * When each request of an emitter may go out: not more often than it is limited to, and slowly at
 * first to a receiver that has recovered. Thread-safe.
 */
final class Turns {

  private final RateLimiter limiter;
  private final SlowStart slowStart = new SlowStart();
  private final Map<Object, CompletableFuture<@Nullable Void>> waiting = new ConcurrentHashMap<>();
  private volatile boolean closed;

  Turns(RateLimiter limiter) {
    this.limiter = limiter;
  }

  /** Waits until the emitter may send again. */
  CompletionStage<@Nullable Void> next() {
    long now = System.nanoTime();
    Duration wait = longer(limiter.reserve(now), slowStart.reserve(now));
    if (wait.isZero()) {
      return CompletableFuture.completedFuture(null);
    }
    CompletableFuture<@Nullable Void> turn = new CompletableFuture<>();
    Object ticket = new Object();
    waiting.put(ticket, turn);
    if (closed) {
      begin(ticket);
    } else {
      CompletableFuture.delayedExecutor(wait.toNanos(), TimeUnit.NANOSECONDS, Runnable::run)
          .execute(() -> begin(ticket));
    }
    return turn;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  private void begin(Object ticket) {
    CompletableFuture<@Nullable Void> turn = waiting.remove(ticket);
    if (turn != null) {
      turn.complete(null);
    }
  }

  /** Notes that a request has ended. */
  void ended(boolean failed) {
    slowStart.ended(failed, System.nanoTime());
  }

  /** Lets all go that wait, and nobody wait any more. */
  void close() {
    closed = true;
    waiting.keySet().forEach(this::begin);
  }
}
