package dev.emitter.engine;

import dev.emitter.event.EncodedEvent;
import dev.emitter.execution.Execution;
import dev.emitter.log.LoggedEvent;
import dev.emitter.topic.Topic;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the log says it drops, until the loop deals with it. A log that drops says so before the
 * event is gone: so whoever has read what follows it finds it here. Thread-safe.
 */
final class DroppedEvents {

  static final int MOST = 1_000;
  private static final long PATIENCE_NANOS = 1_000_000_000L;

  /**
   * An event that is lost to those who have not read it.
   *
   * @param logged the event in the log; null if it never was there
   */
  record Dropped(@Nullable LoggedEvent logged, Topic topic, EncodedEvent event) {}

  private final Execution execution;
  private final EventLoop loop;
  private final Queue<Dropped> queue = new ConcurrentLinkedQueue<>();
  private final AtomicInteger size = new AtomicInteger();
  private final AtomicReference<@Nullable CompletableFuture<Void>> room = new AtomicReference<>();

  DroppedEvents(Execution execution, EventLoop loop) {
    this.execution = execution;
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
    size.incrementAndGet();
    queue.add(event);
    loop.signal();
  }

  /** Or publishing on could fill the memory with what has been dropped from it. */
  private void awaitRoom() {
    long start = execution.nanoTime();
    long left = PATIENCE_NANOS;
    try {
      while (left > 0 && isFull()) {
        CompletableFuture<Void> told = room.updateAndGet(DroppedEvents::orNew);
        if (isFull()) { // still: whoever makes room from now on sees that somebody waits
          boolean unused = execution.await(told, left);
        }
        left = PATIENCE_NANOS - (execution.nanoTime() - start);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isFull() {
    return size.get() >= MOST;
  }

  private static CompletableFuture<Void> orNew(@Nullable CompletableFuture<Void> one) {
    return one == null ? new CompletableFuture<>() : one;
  }

  /** Hands on what is there; on the loop. */
  void drainTo(Consumer<Dropped> consumer) {
    Dropped next = queue.poll();
    while (next != null) {
      if (size.decrementAndGet() <= MOST / 2) {
        tellRoom();
      }
      consumer.accept(next);
      next = queue.poll();
    }
  }

  private void tellRoom() {
    if (room.get() != null) { // hardly ever
      CompletableFuture<Void> told = room.getAndSet(null);
      if (told != null) {
        told.complete(null);
      }
    }
  }
}
