package dev.emitter.powerbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.Emitters;
import dev.emitter.delivery.EmitterState;
import dev.emitter.delivery.EmitterStatus;
import dev.emitter.testkit.ManualClock;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What leads to another attempt, what it counts for, and what the reason says. */
@Tag("C5")
@Timeout(240)
final class RefusalsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ManualClock clock = ManualClock.create();

  private static void publish(Emitters emitters, int from, int to) {
    IntStream.rangeClosed(from, to)
        .forEach(number -> emitters.publish(Setup.TOPIC, Setup.numbered(number)));
  }

  @ParameterizedTest
  @CsvSource({
    "403, Forbidden, not a member, tenant settings",
    "403, Forbidden, not a member, member of workspace " + FakePowerBi.GROUP,
    "403, '', API is not accessible for application, service principals",
    "404, PowerBIEntityNotFound, '', 'Check id, name and group'",
    "404, ItemNotFound, Dataset [x] is not Push API dataset, push datasets alone",
    "401, PowerBINotAuthorizedException, '', Check the identity",
    "500, InternalError, '', 500",
    "503, '', '', 503",
    "302, '', '', 302"
  })
  void saysWhatToDoAndDisablesAfterTheUsualLimits(
      int status, String code, String message, String remedy) throws Exception {
    try (FakePowerBi fake = FakePowerBi.start(clock.clock());
        Emitters emitters = Setup.emitters(fake, clock).start()) {
      emitters.register(Setup.definition("sales", fake).build());
      fake.statusBody = "{\"error\":{\"code\":\"" + code + "\",\"message\":\"" + message + "\"}}";
      fake.status = status;
      publish(emitters, 1, 3);
      clock.advance(Duration.ofSeconds(1), emitters);

      EmitterStatus failing = emitters.status("sales");
      assertThat(failing.reason()).contains(String.valueOf(status), remedy);
      assertThat(failing.failuresInDay()).isPositive();
      clock.advance(Duration.ofHours(2), emitters);
      EmitterStatus disabled = emitters.status("sales");
      assertThat(disabled.state()).isEqualTo(EmitterState.DISABLED);
      assertThat(disabled.reason()).contains(remedy);

      fake.status = 0;
      publish(emitters, 4, 5);
      emitters.enable("sales");
      clock.advance(Duration.ofMinutes(10), emitters);
      assertThat(fake.stored("EventId")).containsExactly("e1", "e2", "e3", "e4", "e5");
    }
  }

  @Test
  void getsANewTokenForOneThatExpiresEarlyAndCountsNothing() throws Exception {
    try (FakePowerBi fake = FakePowerBi.start(clock.clock());
        Emitters emitters = Setup.emitters(fake, clock).start()) {
      emitters.register(Setup.definition("sales", fake).build());
      fake.awaitChecks(1); // that of the registration, which would want a new token, too
      publish(emitters, 1, 1);
      assertThat(emitters.awaitIdle(PATIENCE)).isTrue();
      assertThat(fake.tokenRequests()).hasSize(1);
      fake.revokeTokens();

      publish(emitters, 2, 2);
      assertThat(emitters.awaitIdle(PATIENCE)).isTrue();

      assertThat(fake.posts()).extracting(FakePowerBi.Seen::status).containsExactly(200, 403, 200);
      assertThat(fake.tokenRequests()).hasSize(2);
      assertThat(fake.stored("EventId")).containsExactly("e1", "e2");
      EmitterStatus status = emitters.status("sales");
      assertThat(status.failuresInDay()).isZero();
      assertThat(status.retried()).isZero();
    }
  }

  @Test
  void getsANewTokenBeforeTheOldOneExpires() throws Exception {
    try (FakePowerBi fake = FakePowerBi.start(clock.clock());
        Emitters emitters = Setup.emitters(fake, clock).start()) {
      emitters.register(Setup.definition("sales", fake).build());
      for (int i = 1; i <= 5; i++) {
        publish(emitters, i, i);
        clock.advance(Duration.ofMinutes(30), emitters);
      }
      assertThat(fake.stored("EventId")).containsExactly("e1", "e2", "e3", "e4", "e5");
      assertThat(fake.posts()).allMatch(one -> one.status() == 200);
      assertThat(fake.tokenRequests()).hasSize(3);
    }
  }
}
