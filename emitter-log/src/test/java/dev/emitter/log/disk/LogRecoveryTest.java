package dev.emitter.log.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emitter.execution.Execution;
import dev.emitter.log.EventLogException;
import dev.emitter.log.SequencePosition;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a log finds when it is opened again. */
final class LogRecoveryTest {

  private static final int EVENTS = 8;

  private final QuietLogging quiet = new QuietLogging();

  @AfterEach
  void logAgain() {
    quiet.close();
  }

  private static MemoryStorage written() {
    MemoryStorage storage = new MemoryStorage();
    try (DiskEventLog log = Logs.open(storage)) {
      Logs.append(log, 1, EVENTS);
    }
    return storage;
  }

  /** Returns where each event begins, and where the last one ends. */
  private static List<Integer> bounds(byte[] segment) {
    List<Integer> bounds = new ArrayList<>();
    int at = SegmentHeader.SIZE;
    while (at + Frame.HEADER < segment.length && Frame.length(segment, at) > 0) {
      bounds.add(at);
      at += Frame.length(segment, at);
    }
    bounds.add(at);
    return bounds;
  }

  private static List<String> names(int first, int last) {
    return IntStream.rangeClosed(first, last).mapToObj(Integer::toString).toList();
  }

  @Test
  void findsEverythingAgainHoweverOftenItIsOpened() {
    MemoryStorage storage = new MemoryStorage();
    for (int round = 1; round <= 60; round++) {
      try (DiskEventLog log = Logs.open(storage)) {
        assertThat(Logs.end(log)).isEqualTo(round - 1);
        Logs.append(log, round, round);
        assertThat(Logs.ids(log)).isEqualTo(names(1, round));
        assertThat(log.damage()).isEmpty();
      }
    }
    assertThat(storage.segments()).hasSizeGreaterThan(1);
  }

  @Test
  void givesNoPositionThatIsRememberedBeyondItsEnd() {
    MemoryStorage storage = new MemoryStorage();
    try (DiskEventLog log = Logs.open(storage)) {
      Logs.append(log, 1, 3);
    }
    try (DiskEventLog log = Logs.open(storage)) {
      log.advance(new SequencePosition(2)); // it ends later anyway
      assertThat(Logs.end(log)).isEqualTo(3);
      log.advance(new SequencePosition(40));
      assertThat(Logs.end(log)).isEqualTo(40);
      assertThat(log.read(new SequencePosition(3), 10)).isEmpty();
      assertThat(Logs.append(log, Logs.event("fresh"))).isEqualTo(new SequencePosition(41));
      assertThat(log.read(new SequencePosition(40), 10)).hasSize(1);
      assertThat(Logs.positions(log)).containsExactly(1L, 2L, 3L, 41L);
    }
    try (DiskEventLog log = Logs.open(storage)) {
      assertThat(Logs.positions(log)).containsExactly(1L, 2L, 3L, 41L);
      assertThat(Logs.append(log, Logs.event("later"))).isEqualTo(new SequencePosition(42));
      assertThat(log.damage()).isEmpty();
    }
  }

  @Test
  void goesBackOnNoPositionOfASegmentThatCouldNotBeReadAtFirst() {
    MemoryStorage storage = written();
    String name = storage.segments().get(0);
    storage.unreadable(name, true);
    try (DiskEventLog log = Logs.open(storage)) {
      long end = Logs.end(log);
      assertThat(end).isGreaterThan(EVENTS);
      storage.unreadable(name, false);
      assertThat(Logs.ids(log)).isEqualTo(names(1, EVENTS));
      assertThat(Logs.end(log)).isEqualTo(end);
      assertThat(Logs.append(log, Logs.event("fresh"))).isEqualTo(new SequencePosition(end + 1));
      assertThat(log.read(new SequencePosition(end), 10)).hasSize(1);
    }
    try (DiskEventLog log = Logs.open(storage)) {
      assertThat(Logs.ids(log)).hasSize(EVENTS + 1).endsWith("fresh");
      assertThat(log.damage()).isEmpty();
    }
  }

  @Test
  void readsNothingThatTheLogHasNotReachedYet() throws IOException {
    LogSettings settings =
        new LogSettings(
            Durability.SYNCED,
            4096,
            Duration.ZERO,
            null,
            Long.MAX_VALUE,
            Duration.ZERO,
            1 << 20,
            Clock.systemUTC(),
            new AttemptSettings(
                Clock.systemUTC(), AttemptSettings.KEPT_FOR, AttemptSettings.MAX_BYTES),
            FilePermissions.PRIVATE,
            false,
            Execution.onThreads());
    LogParts parts = LogParts.open(written(), null, settings);
    try {
      parts.segments().end(EVENTS - 2); // as while the last events are being added
      assertThat(parts.reader().read(0, 100)).hasSize(EVENTS - 2);
      assertThat(parts.damages().entries()).isEmpty();
      parts.segments().end(EVENTS);
      assertThat(parts.reader().read(EVENTS - 2, 100)).hasSize(2);
    } finally {
      parts.close();
    }
  }

  @Test
  void survivesACutAtEveryByte() {
    MemoryStorage storage = written();
    String name = storage.segments().get(0);
    byte[] whole = storage.bytes(name);
    List<Integer> bounds = bounds(whole);
    for (int size = 0; size <= bounds.get(EVENTS); size++) {
      int cut = size;
      int left = (int) bounds.stream().skip(1).filter(end -> end <= cut).count();
      requireLeft(storage.copy().put(name, Arrays.copyOf(whole, size)), left);
    }
  }

  @Test
  void survivesATornEndAtEveryByte() {
    MemoryStorage storage = written();
    String name = storage.segments().get(0);
    byte[] whole = storage.bytes(name);
    List<Integer> bounds = bounds(whole);
    for (int from = bounds.get(EVENTS - 1); from < bounds.get(EVENTS); from++) {
      byte[] torn = whole.clone();
      Arrays.fill(torn, from, bounds.get(EVENTS), (byte) 0);
      requireLeft(storage.copy().put(name, torn), EVENTS - 1);
    }
  }

  private static void requireLeft(MemoryStorage storage, int left) {
    try (DiskEventLog log = Logs.open(storage)) {
      assertThat(Logs.ids(log)).isEqualTo(names(1, left));
      assertThat(log.damage()).allMatch(damage -> damage.events() == 0);
      Logs.append(log, left + 1, left + 1);
    }
    try (DiskEventLog log = Logs.open(storage)) {
      assertThat(Logs.ids(log)).isEqualTo(names(1, left + 1));
      assertThat(log.damage()).isEmpty();
    }
  }

  @Test
  void losesNoMoreThanTheEventThatABitFlipsIn() {
    MemoryStorage storage = written();
    String name = storage.segments().get(0);
    byte[] whole = storage.bytes(name);
    List<Integer> bounds = bounds(whole);
    for (int bit = 0; bit < bounds.get(EVENTS) * 8; bit++) {
      byte[] flipped = whole.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      int at = bit / 8;
      int hit = (int) bounds.stream().filter(begin -> begin <= at).count();
      requireAllBut(hit, storage.copy().put(name, flipped));
    }
  }

  private static void requireAllBut(int hit, MemoryStorage storage) {
    List<String> left =
        Stream.concat(names(1, hit - 1).stream(), names(hit + 1, EVENTS).stream()).toList();
    int next = hit == EVENTS ? EVENTS : EVENTS + 1;
    for (int round = 0; round < 2; round++) {
      try (DiskEventLog log = Logs.open(storage)) {
        List<String> ids = new ArrayList<>(Logs.ids(log));
        assertThat(ids).startsWith(left.toArray(new String[0]));
        if (hit > 0 && hit < EVENTS) {
          assertThat(log.damage())
              .anySatisfy(
                  damage ->
                      assertThat(List.of(damage.first(), damage.last())).containsOnly((long) hit));
        }
        if (round == 0) {
          Logs.append(log, next, next);
        }
        assertThat(Logs.end(log)).isEqualTo(next);
        assertThat(Logs.ids(log)).hasSize(left.size() + 1).endsWith(Integer.toString(next));
      }
    }
  }

  private static MemoryStorage threeSegments() {
    MemoryStorage storage = new MemoryStorage();
    try (DiskEventLog log = Logs.open(storage)) {
      for (int i = 1; storage.segments().size() < 4; i++) {
        Logs.append(log, i, i);
      }
    }
    return storage;
  }

  private static long base(String name) {
    return SegmentName.base(name).orElseThrow();
  }

  @Test
  void findsAMissingSegmentAndReadsOn() {
    MemoryStorage storage = threeSegments();
    String missing = storage.segments().get(1);
    long first = base(missing);
    long last = base(storage.segments().get(2)) - 1;
    storage.delete(missing);
    try (DiskEventLog log = Logs.open(storage)) {
      assertThat(log.damage()).hasSize(1);
      assertThat(log.damage().get(0).file()).contains(missing);
      assertThat(List.of(log.damage().get(0).first(), log.damage().get(0).last()))
          .containsExactly(first, last);
      assertThat(Logs.positions(log))
          .hasSize((int) (Logs.end(log) - (last - first + 1)))
          .isSorted();
    }
  }

  @Test
  void doesNotScanSealedSegmentsButReportsTheirDamageWhenRead() {
    MemoryStorage storage = threeSegments();
    String name = storage.segments().get(1);
    byte[] bytes = storage.bytes(name);
    int second = bounds(bytes).get(1);
    bytes[second + Frame.HEADER + 3] ^= 1;
    storage.put(name, bytes);
    try (DiskEventLog log = Logs.open(storage)) {
      assertThat(log.damage()).isEmpty();
      assertThat(Logs.positions(log))
          .doesNotContain(base(name) + 1)
          .hasSize((int) Logs.end(log) - 1);
      assertThat(log.damage()).hasSize(1);
      assertThat(log.damage().get(0).first()).isEqualTo(base(name) + 1);
      assertThat(log.damage().get(0).torn()).isFalse();
      assertThat(Logs.positions(log)).hasSize((int) Logs.end(log) - 1);
      assertThat(log.damage()).hasSize(1);
    }
  }

  @Test
  void passesOverAnEmptyLastFile() {
    MemoryStorage storage = written();
    storage.put(SegmentName.of(EVENTS + 1), new byte[0]);
    requireLeft(storage, EVENTS);
    storage = written();
    storage.put(SegmentName.of(EVENTS + 1), new byte[4096]);
    requireLeft(storage, EVENTS);
  }

  @Test
  void setsAsideALastFileThatIsNoSegment() {
    MemoryStorage storage = written();
    String name = SegmentName.of(EVENTS + 1);
    byte[] other = "something else".repeat(20).getBytes(StandardCharsets.UTF_8);
    storage.put(name, other);
    requireLeft(storage, EVENTS);
    assertThat(storage.bytes(name + ".damaged")).isEqualTo(other);
  }

  @Test
  void leavesForeignFilesAlone() {
    MemoryStorage storage = written();
    storage
        .put("notes.txt", new byte[] {1})
        .put("1.events", new byte[] {2})
        .put("x.events", new byte[] {3});
    requireLeft(storage, EVENTS);
    assertThat(storage.list()).contains("notes.txt", "1.events", "x.events");
  }

  @Test
  void refusesALaterFormatAndChangesNothing() {
    MemoryStorage storage = written();
    String name = storage.segments().get(0);
    byte[] later = storage.bytes(name);
    ByteBuffer.wrap(later).putInt(8, 2);
    CRC32C checksum = new CRC32C();
    checksum.update(later, 0, 60);
    ByteBuffer.wrap(later).putInt(60, (int) checksum.getValue());
    storage.put(name, later);
    assertThatThrownBy(() -> Logs.open(storage))
        .isInstanceOf(EventLogException.class)
        .hasMessageContaining(name)
        .hasMessageContaining("version 2");
    assertThat(storage.bytes(name)).isEqualTo(later);
  }

  @Test
  void goesOnWithoutItsStartFile() {
    MemoryStorage storage = threeSegments();
    storage.delete(LogStart.NAME);
    storage.delete(storage.segments().get(0));
    try (DiskEventLog log = Logs.open(storage)) {
      assertThat(Logs.positions(log).get(0)).isEqualTo(base(storage.segments().get(0)));
    }
  }
}
