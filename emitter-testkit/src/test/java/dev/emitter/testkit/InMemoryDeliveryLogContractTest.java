package dev.emitter.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.emitter.delivery.Acknowledgement;
import dev.emitter.delivery.AttemptQuery;
import dev.emitter.delivery.DeliveryAttempt;
import dev.emitter.delivery.DeliveryLog;
import dev.emitter.delivery.InMemoryDeliveryLog;
import dev.emitter.topic.Topic;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class InMemoryDeliveryLogContractTest extends DeliveryLogContract {

  @Override
  protected DeliveryLog open(Clock time) {
    return new InMemoryDeliveryLog(time, Duration.ofDays(7), 1_000);
  }

  @Test
  void newerAttemptsTakeThePlaceOfOlderOnes() {
    Clock clock = ManualClock.create().clock();
    DeliveryLog log = new InMemoryDeliveryLog(clock, Duration.ofDays(7), 2);
    for (int i = 1; i <= 5; i++) {
      log.record(numbered(i, clock.instant()));
      log.acknowledge(acknowledgement(Integer.toString(i)));
    }
    assertThat(log.find(AttemptQuery.ALL))
        .extracting(DeliveryAttempt::eventId)
        .containsExactly("5", "4");
    assertThat(log.acknowledgements("a", "text")).hasSize(2);
  }

  private static DeliveryAttempt numbered(int i, Instant at) {
    return new DeliveryAttempt(
        "a",
        Integer.toString(i),
        "t",
        Topic.of("t"),
        1,
        false,
        at,
        DeliveryAttempt.Outcome.DELIVERED,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  private static Acknowledgement acknowledgement(String text) {
    return new Acknowledgement(
        "a", "text", Acknowledgement.Status.FAILED, text, ManualClock.create().now());
  }

  @Test
  void boundsAreBounds() {
    Clock clock = ManualClock.create().clock();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new InMemoryDeliveryLog(clock, Duration.ofDays(7), 0))
        .withMessageContaining("most = 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new InMemoryDeliveryLog(clock, Duration.ZERO, 1))
        .withMessageContaining("keptFor = PT0S");
  }

  @Test
  void aReportOfMoreThanFourKilobytesIsRefused() {
    assertThat(acknowledgement("x".repeat(4_096)).text()).hasSize(4_096);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> acknowledgement("ü".repeat(2_049)))
        .withMessage(
            "text of 4098 bytes: an acknowledgement keeps at most 4096 (4 KB); shorten it");
  }
}
