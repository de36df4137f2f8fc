package dev.emitter;

import dev.emitter.delivery.ParkedEvent;
import dev.emitter.delivery.Resubmission;
import dev.emitter.log.EventLogException;
import dev.emitter.log.LoggedEvent;
import dev.emitter.problem.Loggers;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Sends parked events again, the oldest first and some at a time, so that few copies are in memory.
 * Used by one thread after the other.
 */
final class ParkedResubmission {

  private static final Logger LOG = Loggers.of(ParkedResubmission.class);

  private static final int MOST = 256;
  private static final long MOST_BYTES = 1 << 20;

  private final Iterator<ParkedEvent> parked;
  private final Function<List<LoggedEvent>, CompletionStage<List<Resubmission>>> sending;
  private final CompletableFuture<Integer> whole = new CompletableFuture<>();
  private int delivered;

  /**
   * Begins with none sent.
   *
   * @param sending sends some, and completes with what became of them
   */
  ParkedResubmission(
      List<ParkedEvent> parked,
      Function<List<LoggedEvent>, CompletionStage<List<Resubmission>>> sending) {
    this.parked = parked.iterator();
    this.sending = sending;
  }

  /** Sends them; completes with how many were delivered. */
  CompletionStage<Integer> start() {
    goOn();
    return whole;
  }

  private void goOn() {
    try {
      for (List<LoggedEvent> some = next(); !some.isEmpty(); some = next()) {
        CompletionStage<List<Resubmission>> sent = sending.apply(some);
        CompletableFuture<List<Resubmission>> known = sent.toCompletableFuture();
        if (!known.isDone()) {
          sent.whenComplete(this::sent);
          return;
        }
        count(known.join());
      }
      whole.complete(delivered);
    } catch (Throwable e) {
      whole.completeExceptionally(e);
    }
  }

  private void sent(List<Resubmission> answers, @Nullable Throwable failure) {
    if (failure != null) {
      whole.completeExceptionally(failure);
    } else {
      count(answers);
      goOn();
    }
  }

  private void count(List<Resubmission> answers) {
    delivered += (int) answers.stream().filter(Resubmission::delivered).count();
  }

  private List<LoggedEvent> next() {
    List<LoggedEvent> some = new ArrayList<>();
    long bytes = 0;
    while (parked.hasNext() && some.size() < MOST && bytes < MOST_BYTES) {
      ParkedEvent one = parked.next();
      try {
        LoggedEvent event = one.event();
        some.add(event);
        bytes += event.event().weight();
      } catch (EventLogException e) { // or it was delivered or forgotten meanwhile
        LOG.warn("{} is not sent again: {}", one, e.getMessage());
      }
    }
    return some;
  }
}
