package dev.emitter.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.net.HttpExchange;
import dev.emitter.topic.Topic;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What receivers answer fills no memory without end. */
@Tag("D7")
final class InMemoryDeliveryLogTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final DeliveryLog log =
      new InMemoryDeliveryLog(Clock.fixed(NOW, ZoneOffset.UTC), Duration.ofDays(1), 100, 1_000);

  @Test
  void longTextsTakeThePlaceOfOlderOnes() {
    for (int i = 1; i <= 5; i++) {
      log.record(attempt(i, "x".repeat(150)));
    }
    assertThat(ids()).containsExactly("5", "4", "3");
  }

  @Test
  void theLatestIsKeptHoweverLongItIs() {
    log.record(attempt(1, ""));
    log.record(attempt(2, "x".repeat(2_000)));
    assertThat(ids()).containsExactly("2");
    log.record(attempt(3, "x"));
    assertThat(ids()).containsExactly("3");
    log.record(attempt(4, "x"));
    assertThat(ids()).containsExactly("4", "3");
  }

  @Test
  void whatAUserHasBeyondTheShareMakesRoomOfItsOwn() {
    log.record(attempt(1, ""));
    log.recordOf("ann", 3, attempt(2, ""));
    for (int i = 10; i < 1_000; i++) {
      log.recordOf("eve", 3, attempt(i, ""));
    }
    assertThat(ids()).containsExactly("999", "998", "997", "2", "1");
    assertThat(log.countOf("eve")).isEqualTo(3);
    assertThat(log.countOf("ann")).isEqualTo(1);
    assertThat(log.countOf("bob")).isZero();
  }

  @Test
  void theUserWhoHasMostMakesRoomForOthersAndNobodyForUsers() {
    log.record(attempt(1, "x".repeat(400)));
    for (int i = 10; i < 200; i++) {
      log.recordOf("eve", 1_000, attempt(i, ""));
    }
    for (int i = 1_000; i < 1_005; i++) {
      log.recordOf("ann", 1_000, attempt(i, ""));
    }
    for (int i = 200; i < 400; i++) {
      log.recordOf("eve", 1_000, attempt(i, ""));
    }
    assertThat(log.countOf("ann")).isEqualTo(5);
    assertThat(log.countOf("eve")).isBetween(5L, 100L);
    assertThat(ids()).contains("1", "1000", "1004", "399").doesNotContain("10", "200");
  }

  private List<String> ids() {
    return log.find(AttemptQuery.ALL).stream().map(DeliveryAttempt::eventId).toList();
  }

  private static DeliveryAttempt attempt(int number, String text) {
    HttpExchange.Header header = new HttpExchange.Header("Server", text);
    return new DeliveryAttempt(
        "a",
        Integer.toString(number),
        "t",
        Topic.of("t"),
        1,
        false,
        NOW,
        DeliveryAttempt.Outcome.RETRY,
        503,
        null,
        text,
        null,
        NOW,
        new HttpExchange(List.of(header), null, List.of()));
  }
}
