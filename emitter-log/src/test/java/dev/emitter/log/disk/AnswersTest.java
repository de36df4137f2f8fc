package dev.emitter.log.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.log.LoggedEvent;
import dev.emitter.log.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What publishers do when they learn that their event is safe holds up nobody else. */
final class AnswersTest {

  private final MemoryStorage storage = new MemoryStorage();

  @Test
  void mayPublishAndWait() throws Exception {
    try (DiskEventLog log = Logs.open(storage)) {
      CompletableFuture<Position> nested =
          log.append(Logs.TOPIC, Logs.event("outer"))
              .thenApply(position -> Logs.append(log, Logs.event("inner")))
              .thenApply(position -> Logs.append(log, Logs.event("innermost")))
              .toCompletableFuture();
      nested.get(60, TimeUnit.SECONDS);
      assertThat(Logs.ids(log)).containsExactly("outer", "inner", "innermost");
    }
  }

  @Test
  void mayTakeForEver() throws Exception {
    CountDownLatch forEver = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch attached = new CountDownLatch(1);
    FaultyStorage waiting = new FaultyStorage(storage);
    try (DiskEventLog log = Logs.open(waiting)) {
      waiting.onWrite =
          () -> {
            awaited(attached);
            return new IllegalStateException("not thrown");
          };
      CompletableFuture<Boolean> slow =
          log.append(Logs.TOPIC, Logs.event("slow"))
              .thenApply(
                  position -> {
                    begun.countDown();
                    return awaited(forEver);
                  })
              .toCompletableFuture();
      attached.countDown();
      begun.await();
      Logs.append(log, "next");
      assertThat(slow).isNotDone();
      assertThat(Logs.ids(log)).containsExactly("slow", "next");
      forEver.countDown();
    }
  }

  private static boolean awaited(CountDownLatch latch) {
    try {
      return latch.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void keepTheOrderOfEachPublisherThatDoesNotWait() throws Exception {
    int publishers = 8;
    int events = 1_000;
    try (DiskEventLog log = Logs.open(storage)) {
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < publishers; i++) {
        String prefix = i + "-";
        Thread thread =
            new Thread(
                () -> {
                  for (int number = 0; number < events; number++) {
                    log.append(Logs.TOPIC, Logs.event(prefix + number));
                  }
                });
        thread.start();
        threads.add(thread);
      }
      List<String> followed = follow(log, publishers * events);
      for (Thread thread : threads) {
        thread.join();
      }
      for (int i = 0; i < publishers; i++) {
        String prefix = i + "-";
        assertThat(followed.stream().filter(id -> id.startsWith(prefix)))
            .containsExactlyElementsOf(
                IntStream.range(0, events).mapToObj(number -> prefix + number).toList());
      }
    }
    try (DiskEventLog log = Logs.open(storage)) {
      assertThat(Logs.ids(log)).hasSize(publishers * events);
    }
  }

  private static List<String> follow(DiskEventLog log, int count) {
    List<String> ids = new ArrayList<>();
    Position at = log.start();
    while (ids.size() < count) {
      List<LoggedEvent> page = log.read(at, 100);
      page.forEach(logged -> ids.add(logged.event().event().getId()));
      at = page.isEmpty() ? at : page.get(page.size() - 1).position();
    }
    return ids;
  }
}
