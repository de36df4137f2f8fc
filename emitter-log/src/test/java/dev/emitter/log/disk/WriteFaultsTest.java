package dev.emitter.log.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emitter.log.EventLogException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What cannot be written was not published, and what comes next is. */
final class WriteFaultsTest {

  private final MemoryStorage memory = new MemoryStorage();
  private final FaultyStorage storage = new FaultyStorage(memory);
  private final QuietLogging quiet = new QuietLogging();

  @AfterEach
  void logAgain() {
    quiet.close();
  }

  @Test
  void saysWhatCannotBeWrittenAndGoesOnByItself() {
    try (DiskEventLog log = Logs.open(storage)) {
      Logs.append(log, 1, 3);
      storage.onWrite = () -> new IOException("No space left on device");
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> Logs.append(log, "lost"))
            .isInstanceOf(EventLogException.class)
            .hasMessageContaining(".events")
            .hasMessageContaining("No space left on device")
            .hasMessageContaining("bytes needed")
            .hasMessageContaining("free");
        assertThat(Logs.end(log)).isEqualTo(3);
        assertThat(log.offer(Logs.TOPIC, Logs.event("own"))).isFalse();
      }
      storage.onWrite = null;
      Logs.append(log, 4, 5);
      assertThat(Logs.ids(log)).containsExactly("1", "2", "3", "4", "5");
    }
    requireFive();
  }

  @Test
  void countsAsUnpublishedWhatCouldNotBeSynced() {
    try (DiskEventLog log = Logs.open(storage)) {
      Logs.append(log, 1, 3);
      AtomicInteger failures = new AtomicInteger();
      storage.onSync = () -> failures.getAndIncrement() < 4 ? new IOException("broken") : null;
      while (failures.get() < 4) {
        assertThatThrownBy(() -> Logs.append(log, "lost")).isInstanceOf(EventLogException.class);
      }
      storage.onSync = null;
      assertThat(Logs.ids(log)).containsExactly("1", "2", "3");
      Logs.append(log, 4, 5);
      assertThat(memory.segments()).contains(SegmentName.of(4));
    }
    requireFive();
  }

  private void requireFive() {
    try (DiskEventLog log = Logs.open(memory)) {
      assertThat(Logs.ids(log)).containsExactly("1", "2", "3", "4", "5");
      assertThat(log.damage()).isEmpty();
    }
  }

  @Test
  void failsPublishersWhenTheCommitterMeetsAnError() {
    try (DiskEventLog log = Logs.open(storage)) {
      Logs.append(log, 1, 3);
      storage.onWrite = () -> new AssertionError("a fault");
      assertThatThrownBy(() -> Logs.append(log, "lost")).isInstanceOf(EventLogException.class);
      storage.onWrite = null;
      Logs.append(log, 4, 5);
    }
    requireFive();
  }

  @Test
  void failsAfterTheTimeLimitWhenTooMuchWaits() {
    Object gate = new Object();
    try (DiskEventLog log =
        Logs.builder(storage).maxPendingBytes(1000).blockFor(Duration.ofMillis(20)).open()) {
      synchronized (gate) {
        storage.onWrite =
            () -> {
              synchronized (gate) {
                return null;
              }
            };
        assertThatThrownBy(
                () -> {
                  for (int i = 0; i < 100; i++) {
                    log.append(Logs.TOPIC, Logs.event("waits"));
                  }
                })
            .isInstanceOf(EventLogException.class)
            .hasMessageContaining("maxPendingBytes = 1000")
            .hasMessageContaining("20 ms");
        assertThat(log.offer(Logs.TOPIC, Logs.event("own"))).isFalse();
      }
      storage.onWrite = null;
      Logs.append(log, "after");
      assertThat(Logs.ids(log)).endsWith("after");
    }
  }
}
