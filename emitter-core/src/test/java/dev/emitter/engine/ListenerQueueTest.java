package dev.emitter.engine;

import static dev.emitter.engine.EngineFixture.define;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.awaitility.Durations.ONE_MINUTE;

import dev.emitter.channel.ChannelTraits;
import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.delivery.EmitterListener;
import dev.emitter.execution.Execution;
import dev.emitter.execution.Threads;
import dev.emitter.log.LoggedEvent;
import dev.emitter.log.MemoryEventLog;
import dev.emitter.log.WhenFull;
import dev.emitter.topic.Topic;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Listeners are told in order, from one thread, and keep nobody from working. */
@Tag("R1")
final class ListenerQueueTest {

  @Test
  void tellsThatAnEventMatchedBeforeThatItWasAttempted() throws InterruptedException {
    List<String> wrong = new CopyOnWriteArrayList<>();
    Set<String> matched = new HashSet<>(); // told by one thread alone
    EmitterListener listener =
        new EmitterListener() {
          @Override
          public void matched(String emitterId, LoggedEvent event) {
            matched.add(emitterId + event.position());
          }

          @Override
          public void attempted(Delivery delivery, DeliveryResult result, Duration took) {
            if (!matched.contains(delivery.emitterId() + delivery.position())) {
              wrong.add(delivery.toString());
            }
          }
        };
    try (EngineFixture fixture = new EngineFixture(MemoryEventLog.create(), listener)) {
      fixture.channel.traits = ChannelTraits.of(1).withMaxInFlight(8);
      fixture.add(define("a").build(), define("b").build(), define("c").build());
      fixture.publish(5_000).idle();
    }
    assertThat(matched).hasSize(15_000);
    assertThat(wrong).isEmpty();
  }

  /**
   * What happens just when the queue is empty is told, too, once, and after what came before it.
   */
  @Test
  void tellsWhatComesInWhileItLooksForMore() throws Exception {
    List<String> told = new CopyOnWriteArrayList<>();
    EmitterListener listener =
        new EmitterListener() {
          @Override
          public void registered(String emitterId, String type, @Nullable String owner) {
            told.add(emitterId);
          }
        };
    ListenerQueue queue = new ListenerQueue(Execution.onThreads(), listener, () -> {});
    for (int round = 0; round < 5_000; round++) {
      told.clear();
      CompletableFuture<Void> other =
          CompletableFuture.runAsync(() -> happens(queue, "a", "b", "c"));
      happens(queue, "A", "B", "C");
      other.get(1, TimeUnit.MINUTES);
      queue.awaitTold(TimeUnit.MINUTES.toNanos(1));
      assertThat(told).hasSize(6).containsSubsequence("a", "b", "c");
      assertThat(told).containsSubsequence("A", "B", "C");
    }
    queue.close(TimeUnit.MINUTES.toNanos(1));
  }

  private static void happens(ListenerQueue queue, String... what) {
    for (String one : what) {
      queue.registered(one, "", null);
    }
  }

  @Test
  void keepsNobodyFromDeliveringWhileItHangs() throws InterruptedException {
    CountDownLatch goOn = new CountDownLatch(1);
    try (EngineFixture fixture = new EngineFixture(MemoryEventLog.create(), hanging(goOn))) {
      fixture.add(define("a").build()).publish(100);
      await().atMost(ONE_MINUTE).until(() -> fixture.delivered("a").size() == 100);
      await().atMost(ONE_MINUTE).until(() -> fixture.status("a").delivered() == 100);
      goOn.countDown();
      fixture.idle();
    }
  }

  /** It would fill the memory with what it is yet to be told. */
  @Test
  void letsTheLogWaitWhileTooMuchIsYetToBeTold() throws InterruptedException {
    CountDownLatch goOn = new CountDownLatch(1);
    try (EngineFixture fixture = new EngineFixture(MemoryEventLog.create(), hanging(goOn))) {
      fixture.add(define("a").build()).publish(20_000);
      await().atMost(ONE_MINUTE).until(() -> fixture.delivered("a").size() > 1_000);
      await()
          .during(Duration.ofMillis(300))
          .atMost(ONE_MINUTE)
          .until(() -> fixture.delivered("a").size() < 15_000);
      goOn.countDown();
      fixture.idle();
      assertThat(fixture.delivered("a")).hasSize(20_000);
    }
  }

  /** A publisher holds a lock of the application that the listener wants, too. */
  @Test
  void isToldOfDroppedEventsUnderNoLockOfTheLog() throws InterruptedException {
    Object application = new Object();
    EmitterListener locking =
        new EmitterListener() {
          @Override
          public void dropped(String emitterId, Topic topic, CloudEvent event) {
            synchronized (application) {
              application.notifyAll();
            }
          }
        };
    MemoryEventLog log =
        MemoryEventLog.builder().maxEvents(10).whenFull(WhenFull.DROP_OLDEST).build();
    try (EngineFixture fixture = new EngineFixture(log, locking)) {
      fixture.channel.manual = true;
      fixture.add(define("a").build());
      Thread publisher =
          Threads.daemon(
              "publisher",
              () -> {
                for (int i = 0; i < 500; i++) {
                  synchronized (application) {
                    fixture.publish(1);
                  }
                }
              });
      publisher.start();
      publisher.join(TimeUnit.MINUTES.toMillis(1));
      assertThat(publisher.isAlive()).isFalse();
      fixture.channel.manual = false;
    }
  }

  /** What interrupts the thread that tells harms nobody. */
  @Test
  void goesOnAfterAListenerThatInterruptsItsThread() throws InterruptedException {
    Set<String> told = ConcurrentHashMap.newKeySet();
    EmitterListener interrupting =
        new EmitterListener() {
          @Override
          public void attempted(Delivery delivery, DeliveryResult result, Duration took) {
            told.add(String.valueOf(delivery.position()));
            Thread.currentThread().interrupt();
          }
        };
    try (EngineFixture fixture = new EngineFixture(MemoryEventLog.create(), interrupting)) {
      fixture.add(define("a").build());
      for (int i = 1; i <= 5; i++) {
        fixture.publish(1).idle();
        assertThat(told).hasSize(i);
      }
    }
  }

  private static EmitterListener hanging(CountDownLatch goOn) {
    return new EmitterListener() {
      @Override
      public void matched(String emitterId, LoggedEvent event) {
        hang(goOn);
      }
    };
  }

  private static void hang(CountDownLatch latch) {
    try {
      latch.await(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
