package dev.emitter.http;

import dev.emitter.channel.ChannelShare;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What waits for its owner's share, and then holds a part of it until it is done. Thread-safe. */
final class Admission<T> {

  private final HttpTransport.Action<T> action;
  private final Consumer<Admission<T>> waitsNoMore;
  private final CompletableFuture<T> result = new CompletableFuture<>();
  private final AtomicBoolean decided = new AtomicBoolean(); // that it begins, or that it does not
  private volatile boolean asked;
  private volatile ChannelShare.@Nullable Ticket ticket;

  /**
   * Creates one.
   *
   * @param waitsNoMore is told once it begins, or will not begin
   */
  Admission(HttpTransport.Action<T> action, Consumer<Admission<T>> waitsNoMore) {
    this.action = action;
    this.waitsNoMore = waitsNoMore;
  }

  /** Asks for its part, and begins once it has it. */
  void ask(ChannelShare share, Object emitter, Object receiver) {
    ticket = share.request(emitter, receiver, this::begin);
    asked = true;
    if (result.isDone()) { // closed before it had its ticket
      ticket.end();
    }
  }

  private void begin(ChannelShare.Ticket granted) {
    if (!decided.compareAndSet(false, true)) {
      granted.end();
      return;
    }
    waitsNoMore.accept(this);
    CompletionStage<T> stage;
    try {
      stage = action.begin(asked);
    } catch (RuntimeException | Error e) { // it may not throw, and nobody may wait for ever
      stage = CompletableFuture.failedStage(e);
    }
    stage.whenComplete(
        (value, failure) -> {
          try {
            granted.end();
          } finally { // whoever waits must be told in any case
            if (failure == null) {
              result.complete(value);
            } else {
              result.completeExceptionally(unwrapped(failure));
            }
          }
        });
  }

  private static Throwable unwrapped(Throwable failure) {
    Throwable cause = failure.getCause();
    return failure instanceof CompletionException && cause != null ? cause : failure;
  }

  /** Returns what it waits for, for a person, or null. */
  @Nullable String waitsFor() {
    ChannelShare.Ticket asks = ticket;
    return asks == null ? null : asks.waitsFor();
  }

  CompletionStage<T> result() {
    return result;
  }

  /** Fails if it has not begun. */
  void close() {
    if (!decided.compareAndSet(false, true)) {
      return;
    }
    waitsNoMore.accept(this);
    ChannelShare.Ticket asks = ticket;
    if (asks != null) {
      asks.end();
    }
    result.completeExceptionally(Failures.closed());
  }
}
