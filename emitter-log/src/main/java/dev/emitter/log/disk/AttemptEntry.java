package dev.emitter.log.disk;

import dev.emitter.channel.HttpExchange;
import dev.emitter.delivery.Acknowledgement;
import dev.emitter.delivery.DeliveryAttempt;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What waits for the writer of the delivery log. Immutable, but for the futures. */
sealed interface AttemptEntry {

  /** Returns about how much memory it holds, in characters. */
  default int size() {
    return 0;
  }

  /** An attempt; nobody waits for it. */
  record Attempted(DeliveryAttempt attempt) implements AttemptEntry {

    private static final int FIXED = 200;

    @Override
    public int size() {
      String answer = attempt.answer();
      String reason = attempt.reason();
      return FIXED
          + attempt.eventId().length()
          + attempt.eventType().length()
          + (answer == null ? 0 : answer.length())
          + (reason == null ? 0 : reason.length())
          + size(attempt.exchange());
    }

    private static int size(@Nullable HttpExchange exchange) {
      if (exchange == null) {
        return 0;
      }
      String body = exchange.requestBody();
      return (body == null ? 0 : body.length())
          + size(exchange.requestHeaders())
          + size(exchange.responseHeaders());
    }

    private static int size(List<HttpExchange.Header> headers) {
      return headers.stream().mapToInt(one -> one.name().length() + one.value().length()).sum();
    }
  }

  /** A report of a receiver; completes once it is with the operating system. */
  record Reported(Acknowledgement acknowledgement, CompletableFuture<Void> kept)
      implements AttemptEntry {}

  /** Completes once all before it is with the operating system, or given up. */
  record Flush(CompletableFuture<Void> done) implements AttemptEntry {}
}
