package dev.emitter.engine;

import static dev.emitter.engine.EngineFixture.define;
import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.channel.DeliveryResult;
import dev.emitter.definition.DeliverySettings;
import dev.emitter.definition.Ordering;
import dev.emitter.log.MemoryEventLog;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A user whose emitters fail, and try again as soon as they may. */
@Tag("D4")
@Tag("safety")
final class RetriesOfUsersTest {

  private static final int EVENTS = 500;

  private static final DeliverySettings AT_ONCE =
      DeliverySettings.DEFAULT
          .withOrdering(Ordering.NONE, 8)
          .withRetry(Duration.ofMillis(1), Duration.ofMillis(1))
          .withDisable(1_000_000_000, Duration.ofDays(30));

  private final EngineFixture fixture = new EngineFixture(MemoryEventLog.create());
  private volatile boolean fails = true;

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void areSoManyInASecondAndNoneIsLost() throws InterruptedException {
    fixture.channel.answer =
        one ->
            fails && one.emitterId().startsWith("fails")
                ? DeliveryResult.retry("by a test")
                : DeliveryResult.delivered();
    fixture.add(define("fails").owner("eve").delivery(AT_ONCE).build());
    fixture.add(define("works").owner("eve").delivery(AT_ONCE).build());
    fixture.add(define("fails of operators").delivery(AT_ONCE).build());
    fixture.publish(EVENTS).quiet();
    for (int i = 0; i < 20; i++) {
      fixture.advance(Duration.ofMillis(10)).quiet();
    }
    assertThat(attempts("fails")).isBetween(900L, 2_500L);
    assertThat(attempts("works")).isEqualTo(EVENTS);
    assertThat(attempts("fails of operators")).isGreaterThan(3_000);
    fails = false;
    for (int i = 0; i < 8; i++) {
      fixture.advance(Duration.ofSeconds(1)).quiet();
    }
    fixture.idle();
    assertThat(fixture.delivered("fails")).hasSize(EVENTS).doesNotHaveDuplicates();
    assertThat(fixture.status("fails").backlog()).isZero();
  }

  private long attempts(String emitterId) {
    return fixture.channel.attempts.stream()
        .filter(one -> one.emitterId().equals(emitterId))
        .count();
  }
}
