package dev.emitter.cli;

import dev.emitter.Emitters;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.delivery.Resubmission;
import dev.emitter.log.LoggedEvent;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends events to one emitter again and tells what became of each. Not thread-safe. */
final class Resending {

  private static final int LOOK_MILLIS = 100;

  private final Emitters emitters;
  private final String to;
  private final PrintStream out;
  private final Termination termination;
  private long sent;
  private long delivered;

  Resending(Emitters emitters, String to, PrintStream out, Termination termination) {
    this.emitters = emitters;
    this.to = to;
    this.out = out;
    this.termination = termination;
  }

  /** Sends some events and waits for all results, unless the process is asked to end. */
  void send(List<LoggedEvent> events) throws InterruptedException, ExecutionException {
    CompletableFuture<List<Resubmission>> results =
        emitters.resubmit(to, events).toCompletableFuture();
    sent += events.size();
    while (!termination.isRequested()) {
      try {
        results.get(LOOK_MILLIS, TimeUnit.MILLISECONDS).forEach(this::tell);
        out.flush();
        return;
      } catch (TimeoutException stillAtWork) {
        out.flush();
      }
    }
  }

  private void tell(Resubmission one) {
    delivered += one.delivered() ? 1 : 0;
    out.println(
        one.event().position()
            + "  "
            + Texts.oneLine(one.event().event().event().getId())
            + "  "
            + Texts.oneLine(result(one.result())));
  }

  private static String result(DeliveryResult result) {
    if (result instanceof DeliveryResult.Retry retry) {
      return "failed: " + retry.reason();
    }
    if (result instanceof DeliveryResult.Rejected rejected) {
      return "rejected: " + rejected.reason();
    }
    if (result instanceof DeliveryResult.Disable disable) {
      return "refused: " + disable.reason();
    }
    return "delivered";
  }

  /** Returns whether all that was sent was delivered. */
  boolean isComplete() {
    return delivered == sent;
  }

  String summary() {
    return Texts.oneLine(
        "sent " + Texts.count(sent, "event") + " to " + to + ", " + delivered + " delivered");
  }
}
