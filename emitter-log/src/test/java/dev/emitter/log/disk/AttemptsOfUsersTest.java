package dev.emitter.log.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.delivery.AttemptQuery;
import dev.emitter.delivery.DeliveryAttempt;
import dev.emitter.delivery.DeliveryLog;
import dev.emitter.testkit.ManualClock;
import dev.emitter.topic.Topic;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Users whose emitters fail all the time push out nobody's attempts but their own. */
@Tag("D7")
@Timeout(240)
final class AttemptsOfUsersTest {

  private static final long MAX_BYTES = 1 << 20;
  private static final int MOST = 20;
  private static final int MANY = 20_000;

  private final ManualClock clock = ManualClock.create();
  private final MemoryStorage disk = new MemoryStorage();

  private DeliveryLog open() {
    return DiskDeliveryLog.open(disk, clock.clock(), Duration.ofDays(7), MAX_BYTES);
  }

  private DeliveryAttempt attempt(String emitter, int number, String answer) {
    return new DeliveryAttempt(
        emitter,
        Integer.toString(number),
        "t",
        Topic.of("t"),
        1,
        false,
        clock.now(),
        DeliveryAttempt.Outcome.RETRY,
        503,
        null,
        answer,
        "HTTP 503",
        null,
        null);
  }

  private static List<String> ids(DeliveryLog log, String emitter) {
    return log.find(AttemptQuery.ALL.emitter(emitter).limit(MANY)).stream()
        .map(DeliveryAttempt::eventId)
        .toList();
  }

  /** Hands over some at a time, as one user may let no more wait than a quarter of all. */
  private void fail(DeliveryLog log, String owner, String answer) {
    for (int i = 1; i <= MANY; i++) {
      log.recordOf(owner, MOST, attempt("of " + owner, i, answer));
      if (i % 500 == 0) {
        log.find(AttemptQuery.ALL.limit(1)); // returns once all that came before is written
      }
    }
  }

  private long bytes() throws IOException {
    long bytes = 0;
    for (String name : disk.list()) {
      try (StorageFile file = disk.open(name)) {
        bytes += file.size();
      }
    }
    return bytes;
  }

  @Test
  void nobodyElsesAttemptsMakeRoom() throws IOException {
    try (DeliveryLog log = open()) {
      log.record(attempt("operators", 1, "short"));
      log.recordOf("ann", MOST, attempt("of ann", 1, "short"));
      fail(log, "eve", "short");
      fail(log, "mallory", "x".repeat(2_000));
      log.recordOf("ann", MOST, attempt("of ann", 2, "short"));
      assertThat(ids(log, "operators")).containsExactly("1");
      assertThat(ids(log, "of ann")).containsExactly("2", "1");
      assertThat(ids(log, "of eve")).contains("1", Integer.toString(MOST));
      assertThat(ids(log, "of mallory")).contains(Integer.toString(MANY)).doesNotContain("500");
      assertThat(log.countOf("eve")).isEqualTo(MOST);
      assertThat(log.countOf("ann")).isEqualTo(2);
      assertThat(log.dropped()).isZero();
    }
    assertThat(bytes()).isLessThan(MAX_BYTES * 3 / 2);
    try (DeliveryLog log = open()) {
      assertThat(ids(log, "of ann")).containsExactly("2", "1");
    }
  }

  @Test
  void oldOnesGoAlsoWhereNoneAreWrittenAnyMore() throws IOException {
    try (DeliveryLog log = open()) {
      fail(log, "eve", "short");
    }
    long before = bytes();
    clock.advance(Duration.ofDays(9));
    try (DeliveryLog log = open()) {
      log.record(attempt("operators", 1, "short"));
      assertThat(ids(log, "operators")).containsExactly("1");
    }
    assertThat(before).isGreaterThan(10_000);
    assertThat(bytes()).isLessThan(1_000);
  }

  @Test
  void theLatestComeFirstWhoeverTheyBelongTo() {
    try (DeliveryLog log = open()) {
      for (int i = 1; i <= 30; i++) {
        clock.advance(Duration.ofSeconds(1));
        if (i % 3 == 0) {
          log.record(attempt("a", i, "x"));
        } else {
          log.recordOf("ann", 4, attempt("a", i, "x"));
        }
      }
      List<DeliveryAttempt> all = log.find(AttemptQuery.ALL);
      assertThat(all).hasSize(30).isSortedAccordingTo((a, b) -> b.at().compareTo(a.at()));
      assertThat(log.find(AttemptQuery.ALL.limit(7))).isEqualTo(all.subList(0, 7));
    }
  }
}
