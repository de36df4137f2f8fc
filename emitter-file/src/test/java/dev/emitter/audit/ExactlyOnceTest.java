package dev.emitter.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.event.EncodedEvent;
import dev.emitter.log.LoggedEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each event is stored once, however often it is delivered. */
@Tag("C2")
@Tag("X1")
final class ExactlyOnceTest {

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

  @Test
  void storesWhatIsDelivered() {
    assertThat(audit.deliver(1, 500)).hasSize(500).containsOnly(DeliveryResult.delivered());
    audit.deliver(501, 1_200);
    assertThat(audit.all()).isEqualTo(Audit.range(1, 1_200));
  }

  @Test
  void aBatchThatIsRepeatedAfterARestartIsStoredOnce() {
    audit.deliver(1, 10);
    audit.restart();
    audit.deliver(6, 15);
    assertThat(audit.all()).isEqualTo(Audit.range(1, 15));
  }

  /** The window that is repeated may be larger than a batch. */
  @Test
  void severalBatchesThatAreRepeatedAreStoredOnce() {
    audit.deliver(1, 3_000);
    audit.restart();
    for (int from = 1; from <= 4_000; from += 500) {
      audit.deliver(from, from + 499);
    }
    assertThat(audit.all()).isEqualTo(Audit.range(1, 4_000));
  }

  @Test
  void eventsOfTheSameTimeAreToldApartByTheirPositions() {
    LoggedEvent[] early = new LoggedEvent[5];
    LoggedEvent[] again = new LoggedEvent[5];
    for (int i = 0; i < 5; i++) {
      early[i] = Audit.logged(i + 1, Audit.BEGIN);
      again[i] = Audit.logged(i + 4, Audit.BEGIN);
    }
    audit.deliver(early);
    audit.restart();
    audit.deliver(again);
    assertThat(audit.all()).isEqualTo(Audit.range(1, 8));
  }

  /** Such as one that a filter has let pass only since the restart. */
  @Test
  void anEventBetweenStoredOnesThatIsNotStoredIsStored() {
    audit.deliver(Audit.logged(1), Audit.logged(3));
    audit.restart();
    audit.deliver(1, 4);
    assertThat(audit.all()).containsExactly(1L, 3L, 2L, 4L);
  }

  @Test
  void whatAPersonSendsAgainIsStoredOnce() {
    audit.deliver(1, 3);
    audit.deliver(List.of(Delivery.of(Audit.ID, Audit.logged(2), 1).resubmittedBy("first")));
    audit.deliver(List.of(Delivery.of(Audit.ID, Audit.logged(2), 1).resubmittedBy("second")));
    audit.deliver(4, 4);
    assertThat(audit.all()).isEqualTo(Audit.range(1, 4));
  }

  /** Such as one that was parked, or is yet to come. */
  @Test
  void whatAPersonSendsAndWasNotStoredIsStoredOnce() {
    audit.deliver(Audit.logged(1), Audit.logged(3));
    for (long number : new long[] {2, 5}) {
      for (String request : List.of("first", "second")) {
        audit.deliver(
            List.of(Delivery.of(Audit.ID, Audit.logged(number), 1).resubmittedBy(request)));
      }
    }
    audit.deliver(4, 6);
    audit.restart();
    audit.deliver(1, 6);
    assertThat(audit.all()).containsExactly(1L, 3L, 2L, 5L, 4L, 6L);
  }

  /** A log in memory begins with the same positions in each process. */
  @Test
  void aLogThatBeganAnewLosesNothing() {
    audit.deliver(1, 5);
    audit.restart();
    LoggedEvent other = Audit.logged(77);
    audit.deliver(
        new LoggedEvent(
            Audit.logged(2).position(), other.topic(), other.event(), Audit.BEGIN.plusSeconds(2)));
    audit.deliver(
        new LoggedEvent(
            Audit.logged(3).position(),
            other.topic(),
            Audit.event("event-78", "1"),
            Audit.BEGIN.plusSeconds(60)));
    assertThat(audit.all()).containsExactly(1L, 2L, 3L, 4L, 5L, 77L, 78L);
  }

  @Test
  void theSampleOfATestIsNotStored() {
    audit.deliver(1, 1);
    EncodedEvent sample = Audit.event("sample", "dev.emitter.test", "1");
    assertThat(
            audit.deliver(
                List.of(Delivery.of(Audit.ID, Audit.logged(1).topic(), sample, Audit.BEGIN))))
        .containsExactly(DeliveryResult.delivered());
    assertThat(audit.all()).containsExactly(1L);
  }

  @Test
  void aTornLineIsCutAndItsEventStoredWhenItComesAgain() throws IOException {
    audit.deliver(1, 10);
    audit.restart();
    Path segment = audit.files("1.ndjson").get(0);
    byte[] bytes = Files.readAllBytes(segment);
    Files.write(segment, Arrays.copyOf(bytes, bytes.length - 30));
    audit.deliver(10, 12);
    assertThat(audit.all()).isEqualTo(Audit.range(1, 12));
  }

  @Test
  void blocksThatNeverReachedTheDiskAreCut() throws IOException {
    audit.deliver(1, 10);
    audit.restart();
    Path segment = audit.files("1.ndjson").get(0);
    Files.write(segment, new byte[700], StandardOpenOption.APPEND);
    Files.writeString(segment, "\n{\"what\":1}\n", StandardOpenOption.APPEND);
    audit.deliver(11, 12);
    assertThat(audit.all()).isEqualTo(Audit.range(1, 12));
    assertThat(audit.log().verify(Audit.ID, null).faults()).isEmpty();
  }

  @Test
  void anInterruptLosesNothingAndIsKept() {
    Thread.currentThread().interrupt();
    assertThat(audit.deliver(1, 3)).containsOnly(DeliveryResult.delivered());
    assertThat(Thread.interrupted()).isTrue();
    audit.deliver(4, 5);
    assertThat(audit.all()).isEqualTo(Audit.range(1, 5));
    assertThat(audit.log().verify(Audit.ID, null).faults()).isEmpty();
  }

  @Test
  void twoChannelsThatOverlapStoreEachEventOnce() {
    audit.deliver(1, 5);
    try (Audit next = Audit.in(root)) {
      next.deliver(4, 8);
      audit.deliver(6, 10);
      next.deliver(9, 12);
      assertThat(next.all()).isEqualTo(Audit.range(1, 12));
    }
  }
}
