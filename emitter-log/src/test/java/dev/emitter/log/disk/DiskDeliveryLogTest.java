package dev.emitter.log.disk;

import static dev.emitter.testkit.EmitterAssertions.assertThat;
import static dev.emitter.testkit.EmitterAssertions.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.emitter.definition.EmitterDefinition;
import dev.emitter.delivery.Acknowledgement;
import dev.emitter.delivery.AttemptQuery;
import dev.emitter.delivery.DeliveryAttempt;
import dev.emitter.delivery.DeliveryLog;
import dev.emitter.log.EventLogException;
import dev.emitter.testkit.ManualClock;
import dev.emitter.testkit.TestEmitters;
import dev.emitter.topic.Topic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The delivery log on disk: restarts, damage, full disks, bounds. */
@Tag("C1")
@Timeout(240)
@SuppressWarnings("try") // a resource that keeps the output quiet is not named again
final class DiskDeliveryLogTest {

  private static final AttemptQuery ALL = AttemptQuery.ALL.limit(1_000_000);

  private final ManualClock clock = ManualClock.create();
  private final MemoryStorage disk = new MemoryStorage();

  private DiskDeliveryLog open(Storage storage) {
    return DiskDeliveryLog.open(storage, clock.clock(), Duration.ofDays(7), 1 << 20);
  }

  private DeliveryAttempt attempt(String event, String answer) {
    return new DeliveryAttempt(
        "a",
        event,
        "t",
        Topic.of("t"),
        1,
        false,
        clock.now(),
        DeliveryAttempt.Outcome.DELIVERED,
        200,
        Duration.ofMillis(3),
        answer,
        null,
        null,
        null);
  }

  private void record(DeliveryLog log, int first, int last) {
    for (int i = first; i <= last; i++) {
      log.record(attempt(Integer.toString(i), "ok"));
    }
  }

  private static List<Integer> ids(DeliveryLog log) {
    return log.find(ALL).stream().map(one -> Integer.parseInt(one.eventId())).toList();
  }

  private static List<Integer> downTo(int last, int first) {
    return IntStream.rangeClosed(first, last).mapToObj(i -> first + last - i).toList();
  }

  private Acknowledgement report() {
    return new Acknowledgement("a", "1", Acknowledgement.Status.FAILED, "why", clock.now());
  }

  private List<String> files() {
    return disk.list().stream().filter(name -> name.startsWith("attempts-")).sorted().toList();
  }

  @Test
  void goesOnInTheSameFileAfterARestart() {
    for (int i = 1; i <= 5; i++) {
      try (DeliveryLog log = open(disk)) {
        record(log, i, i);
        log.acknowledge(report());
      }
    }
    try (DeliveryLog log = open(disk)) {
      assertThat(ids(log)).isEqualTo(downTo(5, 1));
      assertThat(log.acknowledgements("a", "1")).hasSize(5);
    }
    assertThat(files()).hasSize(1);
  }

  @Test
  void closingWritesWhatWasRecorded() {
    try (DeliveryLog log = open(disk)) {
      record(log, 1, 5_000);
    }
    try (DeliveryLog log = open(disk)) {
      assertThat(ids(log)).isEqualTo(downTo(5_000, 1));
    }
  }

  @Test
  void isWrittenByItselfSoThatTheEndOfTheProcessLosesLittle() {
    try (DeliveryLog log = open(disk)) {
      record(log, 1, 100);
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () -> {
                try (DeliveryLog killed = open(disk.copy())) {
                  assertThat(ids(killed)).isEqualTo(downTo(100, 1));
                }
              });
    }
  }

  @Test
  void lookingWritesNothing() {
    try (DeliveryLog log = open(disk)) {
      assertThat(ids(log)).isEmpty();
    }
    assertThat(disk.list()).isEmpty();
  }

  @Test
  void longLinesAreReadWhole() {
    try (DeliveryLog log = open(disk)) {
      String answer = "x".repeat(200_000);
      log.record(attempt("1", "short"));
      log.record(attempt("2", answer));
      log.record(attempt("3", "short"));
      assertThat(log.find(ALL)).extracting(DeliveryAttempt::eventId).containsExactly("3", "2", "1");
      assertThat(log.find(ALL).get(1).answer()).isEqualTo(answer);
    }
  }

  @Test
  void aTornEndIsPassedOverAndWrittenAfter() {
    try (DeliveryLog log = open(disk)) {
      record(log, 1, 20);
    }
    String name = files().get(0);
    byte[] whole = disk.bytes(name);
    for (int cut = 1; cut < 150; cut++) {
      MemoryStorage torn = disk.copy().put(name, Arrays.copyOf(whole, whole.length - cut));
      try (DeliveryLog log = open(torn)) {
        record(log, 21, 21);
        assertThat(ids(log)).startsWith(21).endsWith(downTo(15, 1).toArray(new Integer[0]));
      }
    }
  }

  @Test
  void damageCostsTheLinesThatItIsIn() {
    try (DeliveryLog log = open(disk)) {
      record(log, 1, 10);
    }
    String name = files().get(0);
    byte[] whole = disk.bytes(name);
    for (int i = 0; i < whole.length; i += 3) {
      byte[] damaged = whole.clone();
      damaged[i] ^= 0x15;
      try (DeliveryLog log = open(disk.copy().put(name, damaged))) {
        assertThat(ids(log)).as("byte %s", i).hasSizeGreaterThanOrEqualTo(8);
        record(log, 11, 11);
        assertThat(ids(log)).as("byte %s", i).startsWith(11).hasSizeGreaterThanOrEqualTo(9);
      }
    }
  }

  @Test
  void aFileThatCannotBeReadHidesNoOther() {
    try (DeliveryLog log = DiskDeliveryLog.open(disk, clock.clock(), Duration.ofDays(7), 65_536)) {
      record(log, 1, 200);
      List<Integer> all = ids(log);
      disk.unreadable(files().get(0), true);
      try (QuietLogging quiet = new QuietLogging()) {
        assertThat(ids(log)).isNotEmpty().hasSizeLessThan(all.size());
      }
      disk.unreadable(files().get(0), false);
      assertThat(ids(log)).isEqualTo(downTo(200, 1));
    }
  }

  @Test
  void theOldestFileGoesWhenTheyAreTooLarge() {
    try (DeliveryLog log = DiskDeliveryLog.open(disk, clock.clock(), Duration.ofDays(7), 65_536)) {
      for (int i = 1; i <= 2_000; i += 20) {
        record(log, i, i + 19);
        assertThat(ids(log)).isEqualTo(downTo(i + 19, i + 20 - ids(log).size()));
        int bytes = files().stream().mapToInt(name -> disk.bytes(name).length).sum();
        assertThat(bytes).isLessThanOrEqualTo(65_536);
      }
      assertThat(ids(log)).hasSizeGreaterThan(200).hasSizeLessThan(1_000);
      assertThat(log.dropped()).isZero();
    }
  }

  @Test
  void filesOfTheTimeBeforeGo() {
    try (DeliveryLog log = open(disk)) {
      for (int day = 1; day <= 30; day++) {
        record(log, day, day);
        assertThat(ids(log)).isEqualTo(downTo(day, Math.max(1, day - 7)));
        clock.advance(Duration.ofDays(1));
      }
    }
    assertThat(files()).hasSizeBetween(7, 10);
  }

  @Test
  void whatALaterVersionWroteIsLeftAlone() {
    try (DeliveryLog log = open(disk)) {
      record(log, 1, 1);
    }
    String name = files().get(0);
    byte[] later = line("{\"format\":\"emitter-attempts\",\"version\":2,\"begun\":\"%s\"}");
    disk.put(name, later);
    try (QuietLogging quiet = new QuietLogging();
        DeliveryLog log = open(disk)) {
      record(log, 2, 2);
      assertThat(ids(log)).containsExactly(2);
    }
    assertThat(disk.bytes(name)).isEqualTo(later);
    assertThat(files()).hasSize(2);
  }

  private byte[] line(String json) {
    byte[] object = json.formatted(clock.now()).getBytes(StandardCharsets.UTF_8);
    CRC32C crc = new CRC32C();
    crc.update(object);
    String sum = "%08x ".formatted(crc.getValue());
    return (sum + new String(object, StandardCharsets.UTF_8) + "\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void aFullDiskCostsAttemptsAndIsGotOver() {
    FaultyStorage full = new FaultyStorage(disk);
    try (QuietLogging quiet = new QuietLogging();
        DeliveryLog log = open(full)) {
      record(log, 1, 10);
      assertThat(ids(log)).hasSize(10);
      full.onWrite = () -> new IOException("No space left on device");
      for (int i = 11; i <= 30; i++) {
        record(log, i, i);
        assertThat(log.find(ALL).get(0).eventId()).isEqualTo("10");
      }
      assertThat(log.dropped()).isEqualTo(20);
      assertThatExceptionOfType(EventLogException.class)
          .isThrownBy(() -> log.acknowledge(report()))
          .withMessageContaining("No space left on device");
      full.onWrite = null;
      record(log, 31, 31);
      log.acknowledge(report());
      assertThat(ids(log)).startsWith(31, 10).hasSize(11);
      assertThat(log.acknowledgements("a", "1")).hasSize(1);
    }
    assertThat(files()).hasSize(1);
  }

  @Test
  void aDiskThatIsFullFromTheBeginningIsNotFilledWithEmptyFiles() {
    FaultyStorage full = new FaultyStorage(disk);
    full.onWrite = () -> new IOException("No space left on device");
    try (QuietLogging quiet = new QuietLogging();
        DeliveryLog log = open(full)) {
      for (int i = 1; i <= 20; i++) {
        record(log, i, i);
        assertThat(ids(log)).isEmpty();
      }
      assertThat(log.dropped()).isEqualTo(20);
      assertThat(files()).isEmpty();
      full.onWrite = null;
      record(log, 21, 21);
      assertThat(ids(log)).containsExactly(21);
    }
  }

  /** Deliveries go on at their pace while the disk does not answer. */
  @Test
  void aDiskThatHangsCostsAttemptsAndNoTime() {
    CountDownLatch answers = new CountDownLatch(1);
    CountDownLatch asked = new CountDownLatch(1);
    FaultyStorage hung = new FaultyStorage(disk);
    try (DeliveryLog log =
        DiskDeliveryLog.open(hung, clock.clock(), Duration.ofDays(7), 64 << 20)) {
      hung.onWrite =
          () -> {
            asked.countDown();
            await(answers);
            return new IllegalStateException("passed over");
          };
      record(log, 1, 1);
      await(asked);
      record(log, 2, 100_000);
      assertThat(log.dropped()).isBetween(50_000L, 99_999L);
      hung.onWrite = null;
      answers.countDown();
      assertThat(ids(log)).endsWith(3, 2, 1).hasSize(100_000 - (int) log.dropped());
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void boundsAreBounds() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DiskEventLog.builder(Path.of("none")).attemptsMaxBytes(65_535).open())
        .withMessage("attemptsMaxBytes = 65535: must be at least 65536 (64 KiB)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DiskEventLog.builder(Path.of("n")).attemptsKeptFor(Duration.ZERO).open())
        .withMessageStartingWith("attemptsKeptFor = PT0S: must be positive");
  }

  /** Who has a log on disk has the attempts there, without another word. */
  @Test
  void aLogOnDiskBringsIts(@TempDir Path directory) {
    try (TestEmitters test = start(directory)) {
      test.emitters().register(EmitterDefinition.builder("a", "Console").build());
      test.script("a").rejectNext("unwanted");
      test.emitters().publish(Topic.of("t"), "type", List.of(1));
      assertThat(test.events()).parkedBy("a", event("type"));
      test.emitters().acknowledge(report());
    }
    try (TestEmitters again = start(directory)) {
      assertThat(again.emitters().attempts(ALL))
          .extracting(DeliveryAttempt::reason)
          .containsExactly("unwanted");
      assertThat(again.emitters().acknowledgements("a", "1")).containsExactly(report());
    }
  }

  private TestEmitters start(Path directory) {
    return TestEmitters.builder()
        .clock(clock)
        .log(DiskEventLog.builder(directory).clock(clock.clock()).open())
        .start();
  }
}
