package dev.emitter.engine;

import dev.emitter.event.EncodedEvent;
import dev.emitter.log.LoggedEvent;
import dev.emitter.topic.Topic;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the log says it drops, until the loop deals with it. A log that drops says so before the
 * event is gone: so whoever has read what follows it finds it here. Thread-safe.
 */
final class DroppedEvents {

  private static final int MOST = 1_000;
  private static final long PATIENCE_MILLIS = 1_000;

  /**
   * An event that is lost to those who have not read it.
   *
   * @param logged the event in the log; null if it never was there
   */
  record Dropped(@Nullable LoggedEvent logged, Topic topic, EncodedEvent event) {}

  private final EventLoop loop;
  private final Queue<Dropped> queue = new ConcurrentLinkedQueue<>();
  private final Semaphore room = new Semaphore(MOST);

  DroppedEvents(EventLoop loop) {
    this.loop = loop;
  }

  /** The log is about to drop an event. Waits a little while many are not dealt with. */
  void dropping(LoggedEvent event) {
    add(new Dropped(event, event.topic(), event.event()));
  }

  /** The log has discarded an event. Waits a little while many are not dealt with. */
  void discarded(Topic topic, EncodedEvent event) {
    add(new Dropped(null, topic, event));
  }

  private void add(Dropped event) {
    if (!loop.isInLoop()) {
      awaitRoom();
    }
    queue.add(event);
    loop.signal();
  }

  /** Or publishing on could fill the memory with what has been dropped from it. */
  private void awaitRoom() {
    try {
      boolean unused = room.tryAcquire(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Hands on what is there; on the loop. */
  void drainTo(Consumer<Dropped> consumer) {
    Dropped next = queue.poll();
    while (next != null) {
      if (room.availablePermits() < MOST) {
        room.release();
      }
      consumer.accept(next);
      next = queue.poll();
    }
  }
}
