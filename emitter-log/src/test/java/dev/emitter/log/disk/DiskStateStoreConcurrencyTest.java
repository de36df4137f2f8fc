package dev.emitter.log.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.awaitility.Durations.ONE_MINUTE;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class DiskStateStoreConcurrencyTest {

  private final FaultyStateStorage storage = new FaultyStateStorage();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void keepsTheWritesOfAllThreads() throws Exception {
    try (DiskStateStore store = DiskStateStore.open(storage, 2000)) {
      List<Future<?>> writers = new ArrayList<>();
      for (int thread = 0; thread < 8; thread++) {
        String key = "cursor/" + thread;
        writers.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < 500; i++) {
                    store.write(
                        Map.of(key, Optional.of("" + i), key + "/twin", Optional.of("" + i)));
                    assertThat(store.entries(key)).hasSize(2).containsValue("" + i);
                  }
                }));
      }
      for (Future<?> writer : writers) {
        writer.get(60, TimeUnit.SECONDS);
      }
    }
    try (DiskStateStore store = DiskStateStore.open(storage)) {
      assertThat(store.entries("")).hasSize(16);
      assertThat(store.entries("").values()).containsOnly("499");
    }
  }

  @Test
  void sharesASyncAmongThoseWhoWait() throws Exception {
    CountDownLatch open = new CountDownLatch(1);
    try (DiskStateStore store = DiskStateStore.open(storage)) {
      storage.beforeSync(() -> awaitQuietly(open));
      int before = storage.syncs();
      List<Thread> started = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        String key = "k" + i;
        Thread thread = new Thread(() -> store.write(Map.of(key, Optional.of("1"))));
        thread.start();
        started.add(thread);
      }
      await()
          .atMost(60, TimeUnit.SECONDS)
          .until(() -> started.stream().allMatch(t -> t.getState() == Thread.State.WAITING));
      open.countDown();
      for (Thread thread : started) {
        thread.join(60_000);
      }
      assertThat(storage.syncs() - before).isBetween(1, 3); // a thread may come late
      assertThat(store.entries("")).hasSize(20);
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    boolean interrupted = false;
    while (true) {
      try {
        latch.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void writesWhatAnInterruptedThreadAsks() {
    try (DiskStateStore store = DiskStateStore.open(storage)) {
      Thread.currentThread().interrupt();
      store.write(Map.of("a", Optional.of("1")));
      assertThat(Thread.interrupted()).as("the thread stays interrupted").isTrue();
      assertThat(store.entries("")).hasSize(1);
    }
  }

  @Test
  void closesAfterThoseWhoWait() throws Exception {
    CountDownLatch open = new CountDownLatch(1);
    DiskStateStore store = DiskStateStore.open(storage);
    storage.beforeSync(() -> awaitQuietly(open));
    Thread writer = new Thread(() -> store.write(Map.of("a", Optional.of("1"))));
    Thread closer = new Thread(store::close);
    writer.start();
    await().atMost(ONE_MINUTE).until(() -> writer.getState() == Thread.State.WAITING);
    closer.start();
    await().atMost(ONE_MINUTE).until(() -> closer.getState() == Thread.State.WAITING);
    open.countDown();
    writer.join(60_000);
    closer.join(60_000);
    try (DiskStateStore again = DiskStateStore.open(storage)) {
      assertThat(again.entries("")).hasSize(1);
    }
  }
}
