package dev.emitter.log.disk;

import dev.emitter.delivery.Acknowledgement;
import dev.emitter.delivery.DeliveryAttempt;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What waits for the writer of the delivery log. Immutable, but for the futures. */
sealed interface AttemptEntry {

  /** Returns about how much memory it holds, in characters. */
  default int size() {
    return 0;
  }

  /**
   * An attempt; nobody waits for it.
   *
   * @param owner the user whom the emitter belongs to; null for operators
   * @param most how many of that user's are kept
   */
  record Attempted(DeliveryAttempt attempt, @Nullable String owner, long most)
      implements AttemptEntry {

    private static final int FIXED = 200;

    @Override
    public int size() {
      return FIXED + attempt.textLength();
    }
  }

  /** A report of a receiver; completes once it is with the operating system. */
  record Reported(Acknowledgement acknowledgement, CompletableFuture<Void> kept)
      implements AttemptEntry {}

  /** Completes once all before it is with the operating system, or given up. */
  record Flush(CompletableFuture<Void> done) implements AttemptEntry {}
}
