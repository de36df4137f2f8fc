package dev.emitter.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The oldest go first, and are counted. */
@Tag("C2")
final class RetentionTest {

  @TempDir Path root;
  private Audit audit;

  @BeforeEach
  void begin() {
    audit = Audit.in(root);
  }

  @AfterEach
  void end() {
    audit.close();
  }

  private AuditSummary summary(String id) {
    return audit.log().list().stream()
        .filter(one -> one.emitterId().equals(id))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whatIsTooOldGoes() {
    audit.with("keep", Duration.ofDays(90));
    for (int day = 0; day < 4; day++) {
      audit.at(Audit.BEGIN.plus(Duration.ofDays(day)));
      audit.deliver(Audit.logged(day + 1, Audit.BEGIN.plus(Duration.ofDays(day))));
    }
    assertThat(audit.all()).isEqualTo(Audit.range(1, 4));
    audit.at(Audit.BEGIN.plus(Duration.ofDays(91)).plusSeconds(1));
    audit.deliver(Audit.logged(5, Audit.BEGIN.plus(Duration.ofDays(91))));
    assertThat(audit.all()).isEqualTo(Audit.range(3, 5));
    assertThat(summary(Audit.ID).dropped()).isEqualTo(2);
    assertThat(summary(Audit.ID).oldestAt()).isEqualTo(Audit.BEGIN.plus(Duration.ofDays(2)));
    assertThat(audit.log().verify(Audit.ID, null).faults()).isEmpty();
  }

  /** Also when no other event comes, after a restart: the segment that grows goes as well. */
  @Test
  void whatIsTooOldGoesWithoutAnotherEvent() {
    audit.with("keep", Duration.ofDays(1));
    audit.deliver(1, 10);
    audit.restart();
    audit.at(Audit.BEGIN.plus(Duration.ofDays(3)));
    audit.deliver(List.of());
    assertThat(audit.all()).isEmpty();
    assertThat(summary(Audit.ID).dropped()).isEqualTo(10);
    audit.deliver(Audit.logged(11, Audit.BEGIN.plus(Duration.ofDays(3))));
    assertThat(audit.all()).containsExactly(11L);
    assertThat(audit.log().verify(Audit.ID, null).faults()).isEmpty();
  }

  @Test
  void whatIsTooMuchGoes() {
    audit.with("maxBytes", 40_000L);
    for (int from = 1; from <= 2_000; from += 50) {
      audit.deliver(from, from + 49);
    }
    AuditSummary kept = summary(Audit.ID);
    assertThat(kept.bytes()).isLessThanOrEqualTo(40_000);
    assertThat(kept.entries() + kept.dropped()).isEqualTo(2_000);
    assertThat(audit.all()).isEqualTo(Audit.range(kept.dropped() + 1, 2_000));
    try (AuditDownload download = audit.log().read(Audit.OWNER, Audit.ID, AuditQuery.ALL)) {
      assertThat(download.oldestAt()).isEqualTo(Audit.BEGIN.plusSeconds(kept.dropped() + 1));
    }
    assertThat(audit.log().verify(Audit.ID, null).faults()).isEmpty();
    audit.restart();
    assertThat(audit.all()).isEqualTo(Audit.range(kept.dropped() + 1, 2_000));
  }

  @Test
  void theLimitOfAUserIsForAllEmittersOfTheUser() {
    AuditLog.Builder builder = AuditLog.builder(root).ownerMaxBytes(60_000).segmentBytes(10_000);
    audit.log(builder);
    try (Audit second = Audit.in(root).log(builder).id("second");
        Audit others = Audit.in(root).log(builder).id("others").owner("bob@shop.example")) {
      for (long number = 1; number <= 200; number++) {
        if (number <= 50) {
          others.deliver(Audit.bulky(number, 500));
        }
        audit.deliver(Audit.bulky(number, 200));
      }
      audit.restart(); // an emitter that is not at work counts as well
      for (long number = 201; number <= 500; number++) {
        second.deliver(Audit.bulky(number, 500));
      }
      AuditSummary one = summary(Audit.ID);
      AuditSummary two = summary("second");
      assertThat(one.bytes() + two.bytes()).isBetween(30_000L, 60_000L + 10_000);
      assertThat(one.entries()).as("the oldest go first").isZero();
      assertThat(one.dropped()).isEqualTo(200);
      assertThat(two.dropped()).isPositive();
      assertThat(second.read(AuditQuery.ALL)).endsWith(500L);
      assertThat(summary("others").dropped()).isZero();
    }
  }

  @Test
  void theStoreOfARemovedEmitterGoesAfterAWeek() {
    audit.deliver(1, 5);
    audit.close();
    audit.channel().removed();
    assertThat(audit.all()).as("the owner can still read it").isEqualTo(Audit.range(1, 5));
    assertThat(summary(Audit.ID).removedAt()).isEqualTo(Audit.BEGIN);
    audit.at(Audit.BEGIN.plus(Duration.ofDays(7)));
    try (Audit other = Audit.in(root).id("other")) {
      other.at(Audit.BEGIN.plus(Duration.ofDays(7)));
      other.deliver(1, 1); // whoever opens the folder clears it up
    }
    assertThat(audit.folder()).doesNotExist();
    assertThatThrownBy(audit::all).isInstanceOf(AuditNotFoundException.class);
  }

  @Test
  void anEmitterThatComesBackKeepsItsStore() {
    audit.deliver(1, 5);
    audit.close();
    audit.channel().removed();
    audit.restart();
    audit.deliver(6, 6);
    audit.at(Audit.BEGIN.plus(Duration.ofDays(30)));
    audit.restart();
    audit.deliver(7, 7);
    assertThat(audit.all()).isEqualTo(Audit.range(1, 7));
    assertThat(summary(Audit.ID).removedAt()).isNull();
  }

  @Test
  void purgingLeavesNothing() {
    audit.log(AuditLog.builder(root).keepRemoved(Duration.ZERO)).deliver(1, 5);
    audit.close();
    audit.channel().removed();
    assertThat(audit.folder()).doesNotExist();
    try (var left = Files.list(root)) {
      assertThat(left).extracting(Path::getFileName).containsExactly(Path.of(RootLock.NAME));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
