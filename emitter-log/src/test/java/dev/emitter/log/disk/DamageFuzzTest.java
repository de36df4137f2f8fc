package dev.emitter.log.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.log.SequencePosition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Damages logs at random ({@code -Demitter.log.fuzz=100000} for more): each opens, gives all events
 * that are whole, in order, and reports every other one up to its end.
 */
final class DamageFuzzTest {

  private static final int ROUNDS = Integer.getInteger("emitter.log.fuzz", 3_000);

  private final QuietLogging quiet = new QuietLogging();

  @AfterEach
  void logAgain() {
    quiet.close();
  }

  /** Where an event is. */
  private record Place(String file, int from, int to) {}

  private static MemoryStorage written(Random random, Map<Long, Place> places) {
    MemoryStorage storage = new MemoryStorage();
    try (DiskEventLog log = Logs.open(storage)) {
      for (int i = 1; storage.segments().size() < 4; i++) {
        Logs.append(log, Logs.event(Integer.toString(i), random.nextInt(200)));
      }
    }
    for (String name : storage.segments()) {
      byte[] bytes = storage.bytes(name);
      int at = SegmentHeader.SIZE;
      while (at + Frame.HEADER < bytes.length && Frame.length(bytes, at) > 0) {
        int to = at + Frame.length(bytes, at);
        places.put(Frame.position(bytes, at), new Place(name, at, to));
        at = to;
      }
    }
    return storage;
  }

  @Test
  void givesAllThatIsWholeAndReportsAllThatIsNot() {
    Random seeds = new Random(11);
    Map<Long, Place> places = new TreeMap<>();
    MemoryStorage storage = written(new Random(5), places);
    for (int round = 0; round < ROUNDS; round++) {
      check(storage.copy(), places, seeds.nextLong());
    }
  }

  private static void check(MemoryStorage storage, Map<Long, Place> places, long seed) {
    Random random = new Random(seed);
    Map<String, BitSet> hit = new TreeMap<>();
    for (int damage = random.nextInt(4); damage >= 0; damage--) {
      damage(storage, hit, random);
    }
    List<Long> whole = new ArrayList<>();
    places.forEach(
        (position, place) -> {
          BitSet bytes = hit.get(place.file());
          if (bytes == null || bytes.get(place.from(), place.to()).isEmpty()) {
            whole.add(position);
          }
        });
    try (DiskEventLog log = Logs.open(storage)) {
      List<Long> read = Logs.positions(log);
      assertThat(read).as("seed %d", seed).isSorted().doesNotHaveDuplicates().containsAll(whole);
      assertThat(read).as("seed %d", seed).allMatch(places::containsKey);
      requireReported(log, read, seed);
      Logs.append(log, "more");
      assertThat(Logs.ids(log)).as("seed %d", seed).hasSize(read.size() + 1).endsWith("more");
    }
  }

  private static void requireReported(DiskEventLog log, List<Long> read, long seed) {
    for (long position = SequencePosition.of(log.start()) + 1;
        position <= Logs.end(log);
        position++) {
      long lost = position;
      if (!read.contains(position)) {
        assertThat(log.damage())
            .as("seed %d, event %d is lost", seed, position)
            .anyMatch(damage -> damage.first() <= lost && lost <= damage.last());
      }
    }
  }

  /** Damages one place of one file, and marks the bytes. */
  private static void damage(MemoryStorage storage, Map<String, BitSet> hit, Random random) {
    List<String> names = storage.segments();
    if (names.isEmpty()) {
      return;
    }
    String name = names.get(random.nextInt(names.size()));
    byte[] bytes = storage.bytes(name);
    BitSet marked = hit.computeIfAbsent(name, any -> new BitSet());
    int from = bytes.length == 0 ? 0 : random.nextInt(bytes.length);
    int to = Math.min(bytes.length, from + 1 + random.nextInt(300));
    switch (random.nextInt(8)) {
      case 0 -> {
        storage.delete(name);
        marked.set(0, 1 << 16);
      }
      case 1 -> {
        storage.put(name, Arrays.copyOf(bytes, from));
        marked.set(from, 1 << 16);
      }
      case 2 -> {
        Arrays.fill(bytes, from, to, (byte) 0);
        storage.put(name, bytes);
        marked.set(from, to);
      }
      case 3 -> {
        byte[] noise = new byte[to - from];
        random.nextBytes(noise);
        System.arraycopy(noise, 0, bytes, from, noise.length);
        storage.put(name, bytes);
        marked.set(from, to);
      }
      case 4 -> {
        int other = random.nextInt(Math.max(1, bytes.length - (to - from)));
        System.arraycopy(
            bytes.clone(), other, bytes, from, Math.min(to - from, bytes.length - other));
        storage.put(name, bytes);
        marked.set(from, to);
      }
      default -> {
        if (bytes.length > 0) {
          bytes[from] ^= (byte) (1 << random.nextInt(8));
          storage.put(name, bytes);
          marked.set(from);
        }
      }
    }
  }
}
