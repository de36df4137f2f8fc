package dev.emitter.log.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.event.EncodedEvent;
import dev.emitter.log.LogListener;
import dev.emitter.log.LoggedEvent;
import dev.emitter.log.SequencePosition;
import dev.emitter.testkit.ManualClock;
import dev.emitter.topic.Topic;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When segments go, and who is told. */
final class RetentionTest {

  private final ManualClock clock = ManualClock.create();
  private final MemoryStorage storage = new MemoryStorage();
  private final Dropped dropped = new Dropped();

  private static final class Dropped implements LogListener {
    private final List<Long> positions = new CopyOnWriteArrayList<>();

    @Override
    public void appended() {}

    @Override
    public void dropping(LoggedEvent event) {
      positions.add(SequencePosition.of(event.position()));
    }

    @Override
    public void discarded(Topic topic, EncodedEvent event) {}

    @Override
    public @Nullable String whoHolds() {
      return null;
    }
  }

  private DiskEventLogBuilder builder() {
    return Logs.builder(storage).clock(clock.clock()).retentionMin(Duration.ofHours(1));
  }

  private DiskEventLog open(DiskEventLogBuilder builder) {
    DiskEventLog log = builder.open();
    log.listen(dropped);
    return log;
  }

  private static long start(DiskEventLog log) {
    return SequencePosition.of(log.start());
  }

  @Test
  void keepsWhatIsNotReleasedHoweverOld() {
    try (DiskEventLog log = open(builder())) {
      Logs.append(log, 1, 100);
      clock.advance(Duration.ofDays(1000));
      log.enforceRetention();
      assertThat(Logs.ids(log)).hasSize(100);
      assertThat(dropped.positions).isEmpty();
    }
  }

  @Test
  void keepsWhatIsReleasedForAWhileAndThenLetsItGo() {
    long start;
    try (DiskEventLog log = open(builder())) {
      Logs.append(log, 1, 100);
      log.release(new SequencePosition(90));
      log.enforceRetention();
      assertThat(Logs.ids(log)).hasSize(100);
      clock.advance(Duration.ofHours(2));
      log.enforceRetention();
      start = start(log);
      assertThat(start).isPositive().isLessThanOrEqualTo(90);
      assertThat(Logs.positions(log)).startsWith(start + 1).hasSize((int) (100 - start));
      assertThat(log.read(new SequencePosition(0), 1).get(0).position())
          .isEqualTo(new SequencePosition(start + 1));
      assertThat(dropped.positions).isEmpty();
    }
    assertThat(SegmentName.base(storage.segments().get(0))).hasValue(start + 1);
    try (DiskEventLog log = open(builder())) {
      assertThat(start(log)).isEqualTo(start);
      assertThat(log.damage()).isEmpty();
    }
  }

  @Test
  void letsGoWhatIsTooOldAndSaysWhatWasNotReleased() {
    try (DiskEventLog log = open(builder().maxAge(Duration.ofDays(1)))) {
      Logs.append(log, 1, 50);
      log.release(new SequencePosition(10));
      clock.advance(Duration.ofDays(2));
      Logs.append(log, 51, 51);
      log.enforceRetention();
      long start = start(log);
      assertThat(start).isPositive();
      assertThat(dropped.positions).startsWith(11L).endsWith(start).hasSize((int) start - 10);
    }
  }

  @Test
  void letsGoWhatIsHeldTooLongAndSaysSo() {
    try (DiskEventLog log = open(builder())) {
      Logs.append(log, 1, 100);
      log.release(new SequencePosition(10));
      log.limitHeld(new SequencePosition(60), Long.MAX_VALUE, Duration.ofDays(30));
      clock.advance(Duration.ofDays(29));
      log.enforceRetention();
      assertThat(start(log)).isLessThanOrEqualTo(10);
      assertThat(dropped.positions).isEmpty();
      clock.advance(Duration.ofDays(2));
      log.enforceRetention();
      long start = start(log);
      assertThat(start).isBetween(11L, 60L);
      assertThat(dropped.positions).startsWith(11L).endsWith(start).hasSize((int) start - 10);
    }
  }

  @Test
  void letsGoWhatIsHeldOfTooManyBytesOnceItIsOldEnough() {
    try (DiskEventLog log = open(builder())) {
      Logs.append(log, 1, 100);
      log.limitHeld(new SequencePosition(100), 1, Duration.ofDays(30));
      log.enforceRetention();
      assertThat(start(log)).isZero(); // it may be sent again for an hour
      clock.advance(Duration.ofHours(2));
      log.enforceRetention();
      long start = start(log);
      assertThat(start).isPositive();
      assertThat(dropped.positions).startsWith(1L).endsWith(start).hasSize((int) start);
    }
  }

  @Test
  void letsEvenTheNewestGoWhenItIsTooOld() {
    try (DiskEventLog log = open(builder().maxAge(Duration.ofDays(1)))) {
      Logs.append(log, 1, 5);
      clock.advance(Duration.ofDays(2));
      log.enforceRetention();
      assertThat(Logs.ids(log)).isEmpty();
      assertThat(log.start()).isEqualTo(log.end()).isEqualTo(new SequencePosition(5));
      assertThat(dropped.positions).containsExactly(1L, 2L, 3L, 4L, 5L);
      Logs.append(log, 6, 6);
      assertThat(Logs.positions(log)).containsExactly(6L);
    }
    try (DiskEventLog log = open(builder())) {
      assertThat(Logs.positions(log)).containsExactly(6L);
    }
  }

  @Test
  void takesNoMoreBytesThanAllowed() {
    try (DiskEventLog log = open(builder().maxBytes(16_384))) {
      Logs.append(log, 1, 1000);
      log.enforceRetention();
      long bytes = storage.segments().stream().mapToLong(name -> storage.bytes(name).length).sum();
      assertThat(bytes).isLessThanOrEqualTo(16_384);
      assertThat(Logs.end(log)).isEqualTo(1000);
      assertThat(dropped.positions).isSorted().doesNotHaveDuplicates().hasSize((int) start(log));
    }
  }

  @Test
  void finishesADeletionThatWasCutOff() {
    MemoryStorage before;
    try (DiskEventLog log = open(builder())) {
      Logs.append(log, 1, 100);
    }
    before = storage.copy();
    try (DiskEventLog log = open(builder())) {
      log.release(log.end());
      clock.advance(Duration.ofHours(2));
      log.enforceRetention();
    }
    before.put(LogStart.NAME, storage.bytes(LogStart.NAME));
    try (DiskEventLog log = Logs.open(before)) {
      assertThat(before.segments()).hasSize(1);
      assertThat(log.damage()).isEmpty();
      assertThat(Logs.end(log)).isEqualTo(100);
    }
  }
}
