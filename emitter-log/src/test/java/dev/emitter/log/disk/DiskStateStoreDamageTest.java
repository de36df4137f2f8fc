package dev.emitter.log.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.log.StateStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every way to cut a small file, and every bit of it flipped. */
final class DiskStateStoreDamageTest {

  private static final Logger LOG = Logger.getLogger(DiskStateStore.class.getName());

  private final List<SortedMap<String, String>> states = new ArrayList<>();
  private final List<Integer> ends = new ArrayList<>();
  private byte[] bytes = {};
  private String name = "";

  @BeforeAll
  static void beQuiet() {
    LOG.setLevel(Level.OFF);
  }

  @AfterAll
  static void speakAgain() {
    LOG.setLevel(null);
  }

  @BeforeEach
  void writeAFile() {
    FaultyStateStorage storage = new FaultyStateStorage();
    try (DiskStateStore store = DiskStateStore.open(storage)) {
      store.write(Map.of("a", Optional.of("0"), "b", Optional.of("0"), "c", Optional.of("0")));
    }
    try (DiskStateStore store = DiskStateStore.open(storage)) {
      note(storage, store);
      for (int i = 1; i <= 4; i++) {
        Map<String, Optional<String>> changes = new LinkedHashMap<>();
        changes.put("a", Optional.of("" + i));
        changes.put("b", i % 2 == 0 ? Optional.of("é" + i) : Optional.empty());
        store.write(changes);
        note(storage, store);
      }
    }
    name = storage.published();
    bytes = storage.bytes(name);
  }

  private void note(FaultyStateStorage storage, DiskStateStore store) {
    states.add(store.entries(""));
    ends.add(storage.bytes(storage.published()).length);
  }

  private FaultyStateStorage storageOf(byte[] content) {
    FaultyStateStorage storage = new FaultyStateStorage();
    storage.put(name, content);
    return storage;
  }

  @Test
  void keepsEveryWholeBatchBeforeACut() {
    for (int cut = ends.get(0); cut <= bytes.length; cut++) {
      FaultyStateStorage storage = storageOf(Arrays.copyOf(bytes, cut));
      try (DiskStateStore store = DiskStateStore.open(storage)) {
        assertThat(entries(store)).as("cut at %d", cut).isEqualTo(stateAt(cut));
        assertThat(store.problems()).as("cut at %d", cut).isEmpty();
        requireUsable(storage, store);
      }
    }
  }

  private SortedMap<String, String> stateAt(int size) {
    int state = 0;
    while (state + 1 < ends.size() && ends.get(state + 1) <= size) {
      state++;
    }
    return states.get(state);
  }

  @Test
  void opensWhatIsLeftOfACutSnapshotAndSaysSo() {
    for (int cut = 0; cut < ends.get(0); cut++) {
      FaultyStateStorage storage = storageOf(Arrays.copyOf(bytes, cut));
      try (DiskStateStore store = DiskStateStore.open(storage)) {
        assertThat(states.get(0)).containsAllEntriesOf(entries(store));
        assertThat(store.problems()).as("cut at %d", cut).isNotEmpty();
        assertThat(storage.list()).as("kept for a person").contains(name.replace("txt", "damaged"));
        requireUsable(storage, store);
      }
    }
  }

  @Test
  void losesNoMoreThanTheBatchOfAFlippedBit() {
    for (int bit = 0; bit < 8 * bytes.length; bit++) {
      byte[] flipped = bytes.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      FaultyStateStorage storage = storageOf(flipped);
      try (DiskStateStore store = DiskStateStore.open(storage)) {
        requireLittleLost(store, bit / 8);
        requireUsable(storage, store);
      }
    }
  }

  private void requireLittleLost(DiskStateStore store, int at) {
    boolean isInLastBatch = at >= ends.get(ends.size() - 2);
    assertThat(store.problems().isEmpty()).as("flip in byte %d", at).isEqualTo(isInLastBatch);
    if (at >= ends.get(0)) {
      int damaged = 1;
      while (ends.get(damaged) <= at) {
        damaged++;
      }
      assertThat(entries(store)).as("flip in byte %d", at).isEqualTo(without(damaged));
    } else {
      assertThat(entries(store).keySet()).containsAnyOf("a", "b");
    }
  }

  /** Returns what was written; besides it, the store says that something is lost if that is so. */
  private static SortedMap<String, String> entries(DiskStateStore store) {
    SortedMap<String, String> entries = store.entries("");
    boolean doubtful = entries.remove(StateStore.DOUBTFUL) != null;
    assertThat(doubtful).isEqualTo(!store.problems().isEmpty());
    return entries;
  }

  /** Returns the entries when one batch is missing. */
  private SortedMap<String, String> without(int missing) {
    SortedMap<String, String> entries = new TreeMap<>(states.get(0));
    for (int i = 1; i < states.size(); i++) {
      if (i != missing) {
        entries.put("a", "" + i);
        if (i % 2 == 0) {
          entries.put("b", "é" + i);
        } else {
          entries.remove("b");
        }
      }
    }
    return entries;
  }

  private static void requireUsable(FaultyStateStorage storage, DiskStateStore store) {
    SortedMap<String, String> expected = store.entries("");
    store.write(Map.of("more", Optional.of("1")));
    expected.put("more", "1");
    try (DiskStateStore again = DiskStateStore.open(storage)) {
      assertThat(again.entries("")).isEqualTo(expected);
      assertThat(again.problems()).isEmpty();
    }
  }

  @Test
  void keepsTheFileLastFoundDamaged() {
    FaultyStateStorage storage = storageOf(bytes);
    for (int i = 0; i < 3; i++) {
      String published = storage.published();
      byte[] damaged = storage.bytes(published);
      damaged[20] ^= 1;
      storage.put(published, damaged);
      DiskStateStore.open(storage).close();
      assertThat(storage.bytes(published.replace("txt", "damaged"))).isEqualTo(damaged);
    }
    assertThat(storage.list()).hasSize(2);
  }
}
