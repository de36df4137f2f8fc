package dev.emitter.testkit;

import static org.awaitility.Durations.ONE_MINUTE;

import dev.emitter.delivery.EmitterListener;
import dev.emitter.log.EventLog;
import dev.emitter.log.ForwardingEventLog;
import dev.emitter.log.LoggedEvent;
import dev.emitter.log.Position;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;

/**
 * Holds the router where it tells that the first event matches: it has routed that event, and
 * nothing more until it is let go. Others read the log meanwhile. Thread-safe.
 */
final class HeldRouter implements EmitterListener {

  private static final long PATIENCE_SECONDS = 60;

  private final CountDownLatch letGo = new CountDownLatch(1);
  private final AtomicReference<String> readTo = new AtomicReference<>("");

  @Override
  public void matched(String emitterId, LoggedEvent event) {
    if (Thread.currentThread().getName().equals("emitter-router")) {
      await(letGo);
    }
  }

  void letGo() {
    letGo.countDown();
  }

  /** Returns the log, in which it sees who finds nothing more to read. */
  EventLog reading(EventLog log) {
    return new ForwardingEventLog(log) {
      @Override
      public List<LoggedEvent> read(Position after, int max) {
        List<LoggedEvent> events = super.read(after, max);
        if (events.isEmpty() && max == 1) { // an emitter asks so before it is level
          readTo.set(after.toString());
        }
        return events;
      }
    };
  }

  /** Returns once an emitter has read up to there and is, or is about to be, level. */
  void awaitLevel(String position) {
    Awaitility.await().atMost(ONE_MINUTE).until(() -> position.equals(readTo.get()));
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("the router was not let go");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
