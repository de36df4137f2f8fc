package dev.emitter.log.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.emitter.log.EventLogException;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;

final class DiskStateStoreFaultTest {

  private final FaultyStateStorage storage = new FaultyStateStorage();

  private static void put(DiskStateStore store, String key, String value) {
    store.write(Map.of(key, Optional.of(value)));
  }

  private static ThrowableAssertAlternative<EventLogException> fails(DiskStateStore store) {
    return assertThatExceptionOfType(EventLogException.class)
        .isThrownBy(() -> put(store, "lost", "x".repeat(1000)));
  }

  private Map<String, String> reopened() {
    try (DiskStateStore store = DiskStateStore.open(storage)) {
      assertThat(store.problems()).isEmpty();
      return store.entries("");
    }
  }

  @Test
  void keepsNothingOfWhatDidNotFit() {
    try (DiskStateStore store = DiskStateStore.open(storage)) {
      put(store, "a", "1");
      for (int room = 0; room < 1000; room += 37) {
        storage.capacity(storage.bytes(storage.published()).length + room);
        fails(store)
            .withMessageContaining("memory/" + storage.published())
            .withMessageContaining("No space left")
            .withMessageContaining("Nothing of it holds");
        assertThat(store.entries("")).containsExactly(Map.entry("a", "1"));
        storage.capacity(Long.MAX_VALUE);
        assertThat(reopenedCopy()).containsExactly(Map.entry("a", "1"));
      }
      put(store, "b", "2");
    }
    assertThat(reopened()).containsExactly(Map.entry("a", "1"), Map.entry("b", "2"));
  }

  /** Reads what is on the disk, as another process would after a crash now. */
  private Map<String, String> reopenedCopy() {
    FaultyStateStorage copy = new FaultyStateStorage();
    storage.list().forEach(name -> copy.put(name, storage.bytes(name)));
    try (DiskStateStore store = DiskStateStore.open(copy)) {
      return store.entries("");
    }
  }

  @Test
  void opensAndRemovesOnADiskThatHasRoomForALine() {
    try (DiskStateStore store = DiskStateStore.open(storage)) {
      put(store, "a", "1".repeat(5000));
    }
    int size = storage.bytes(storage.published()).length;
    storage.capacity(size + 300);
    try (DiskStateStore store = DiskStateStore.open(storage)) {
      store.write(Map.of("a", Optional.empty()));
      assertThat(store.entries("")).isEmpty();
    }
    assertThat(storage.list()).hasSize(1);
    assertThat(reopened()).isEmpty();
    assertThat(storage.bytes(storage.published()).length).isLessThan(200);
  }

  @Test
  void goesOnInANewFileWhenASyncFails() {
    try (DiskStateStore store = DiskStateStore.open(storage)) {
      put(store, "a", "1");
      String before = storage.published();
      storage.failNextSyncs(1);
      put(store, "b", "2");
      assertThat(storage.published()).isGreaterThan(before);
      put(store, "c", "3");
    }
    assertThat(reopened()).hasSize(3);
  }

  @Test
  void takesBackWhatCouldNotBeSynced() {
    try (DiskStateStore store = DiskStateStore.open(storage)) {
      put(store, "a", "1");
      storage.failNextSyncs(2);
      fails(store).withMessageContaining("Nothing of it holds");
      assertThat(reopenedCopy()).containsExactly(Map.entry("a", "1"));
      put(store, "b", "2");
    }
    assertThat(reopened()).hasSize(2);
  }

  @Test
  void saysWhenItCannotEvenTakeBack() {
    try (DiskStateStore store = DiskStateStore.open(storage)) {
      put(store, "a", "1");
      storage.syncFails(true);
      fails(store).withMessageContaining("may be found again");
      assertThat(store.entries("")).hasSize(1);
      fails(store);
      storage.syncFails(false);
      put(store, "b", "2");
      assertThat(store.entries("").keySet()).containsExactly("a", "b");
    }
    assertThat(reopened().keySet()).containsExactly("a", "b");
  }

  @Test
  void addsNothingToAGenerationWhoseNameIsUncertain() {
    try (DiskStateStore store = DiskStateStore.open(storage, 100)) {
      put(store, "a", "1");
      storage.directorySyncFails(true);
      int failures = 0;
      for (int i = 0; i < 20; i++) {
        try {
          put(store, "a", "" + i);
        } catch (EventLogException e) {
          failures++;
        }
      }
      assertThat(failures).isGreaterThan(10);
      storage.directorySyncFails(false);
      put(store, "a", "last");
    }
    assertThat(reopened()).containsExactly(Map.entry("a", "last"));
    assertThat(storage.list()).hasSize(1);
  }

  @Test
  void opensWithoutRoomForAFile() {
    storage.capacity(10);
    try (DiskStateStore store = DiskStateStore.open(storage)) {
      fails(store).withMessageContaining("memory/state-0000000001.draft");
      storage.capacity(Long.MAX_VALUE);
      put(store, "a", "1");
    }
    assertThat(reopened()).hasSize(1);
  }
}
