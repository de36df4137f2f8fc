package dev.emitter.powerbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.Emitters;
import dev.emitter.delivery.EmitterState;
import dev.emitter.delivery.EmitterStatus;
import dev.emitter.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** All emitters on a dataset keep its limits, and the pauses it asks for, together. */
@Tag("C5")
@Timeout(240)
final class PausesTest {

  private final ManualClock clock = ManualClock.create();

  private static void publish(Emitters emitters, int from, int to) {
    IntStream.rangeClosed(from, to)
        .forEach(number -> emitters.publish(Setup.TOPIC, Setup.numbered(number)));
  }

  private List<Instant> sent(FakePowerBi fake) {
    return fake.posts().stream().map(FakePowerBi.Seen::at).toList();
  }

  @Test
  void sendsNothingUntilTheServiceWantsToBeAskedAgain() throws Exception {
    try (FakePowerBi fake = FakePowerBi.start(clock.clock());
        Emitters emitters = Setup.emitters(fake, clock).start()) {
      emitters.register(Setup.definition("one", fake).build());
      emitters.register(Setup.definition("two", fake).build());
      clock.advance(Duration.ofSeconds(1), emitters);
      for (String id : List.of("one", "two")) {
        assertThat(emitters.check(id).toCompletableFuture().join().ok()).isTrue();
      }
      fake.awaitChecks(4); // those of the registrations too, which nothing waits for
      fake.answerNext(
          FakePowerBi.Reply.of(429, "{\"message\":\"over your rows per hour\"}", "Retry-After: 2"));
      int before = fake.seen().size();
      Instant paused = clock.now();

      publish(emitters, 1, 1);
      clock.advance(Duration.ofMillis(1999), emitters);
      publish(emitters, 2, 2);
      assertThat(emitters.check("two").toCompletableFuture().join().fault()).contains("pause");
      assertThat(fake.seen().size() - before)
          .as("the first, and the one that was under way")
          .isBetween(1, 2);
      assertThat(sent(fake)).containsOnly(paused);
      assertThat(emitters.status())
          .allSatisfy(one -> assertThat(one.state()).isNotEqualTo(EmitterState.DISABLED))
          .allSatisfy(one -> assertThat(one.failuresInDay()).isZero());
      assertThat(emitters.status())
          .extracting(EmitterStatus::reason)
          .anySatisfy(reason -> assertThat(reason).contains("429", "rows per hour", "2 s"));

      clock.advance(Duration.ofMinutes(5), emitters);
      assertThat(fake.stored("EventId")).containsExactlyInAnyOrder("e1", "e1", "e2", "e2");
      assertThat(sent(fake).stream().filter(at -> !at.equals(paused)))
          .allSatisfy(at -> assertThat(at).isAfterOrEqualTo(paused.plusSeconds(2)));
    }
  }

  @Test
  void leavesOtherDatasetsAlone() throws Exception {
    try (FakePowerBi fake = FakePowerBi.start(clock.clock());
        FakePowerBi other = FakePowerBi.start(clock.clock());
        Emitters emitters = Setup.emitters(fake, clock).start()) {
      other.addToken("eyJ0eXAi.1.very-secret-token");
      emitters.register(Setup.definition("paused", fake).build());
      emitters.register(
          Setup.definition("other", fake)
              .parameter("endpoint", other.endpoint().toString())
              .build());
      fake.answerNext(FakePowerBi.Reply.of(429, "", "Retry-After: 3600"));
      for (int i = 0; i < 50; i++) {
        other.addToken("eyJ0eXAi." + i + ".very-secret-token");
      }
      publish(emitters, 1, 5);
      clock.advance(Duration.ofSeconds(30), emitters);

      assertThat(fake.rows()).isEmpty();
      assertThat(other.stored("EventId")).containsExactly("e1", "e2", "e3", "e4", "e5");
    }
  }

  /** An hour that the service names in words alone, and a header that nobody understands. */
  @Test
  void readsHowLongToWaitInWordsToo() throws Exception {
    try (FakePowerBi fake = FakePowerBi.start(clock.clock());
        Emitters emitters = Setup.emitters(fake, clock).start()) {
      emitters.register(Setup.definition("one", fake).build());
      fake.answerNext(
          FakePowerBi.Reply.of(
              429, "{\"message\":\"You have exceeded the amount. Retry in 3392 seconds.\"}"));
      publish(emitters, 1, 1);
      clock.advance(Duration.ofSeconds(3391), emitters);
      assertThat(fake.posts()).hasSize(1);
      clock.advance(Duration.ofHours(1), emitters);
      assertThat(fake.stored("EventId")).containsExactly("e1");
    }
  }

  @Test
  void staysWithinTheRequestsOfAMinuteTogether() throws Exception {
    try (FakePowerBi fake = FakePowerBi.start(clock.clock());
        Emitters emitters = Setup.emitters(fake, clock).start()) {
      fake.requestsPerMinute = 10; // beyond, the fake answers 429 and notes a breach
      for (String id : List.of("one", "two")) {
        emitters.register(
            Setup.definition(id, fake)
                .parameter("requestsPerMinute", 10)
                .parameter("batch", Map.of("max", 1, "wait", "0ms"))
                .build());
      }
      publish(emitters, 1, 40);
      clock.advance(Duration.ofMinutes(3), emitters);
      int within3 = fake.posts().size();
      assertThat(fake.posts()).noneMatch(one -> one.status() == 429);
      assertThat(within3).as("what is allowed is used").isBetween(20, 40);

      clock.advance(Duration.ofMinutes(30), emitters);
      assertThat(fake.rows()).hasSize(80);
      assertThat(fake.posts()).noneMatch(one -> one.status() == 429);
      assertThat(emitters.status()).allSatisfy(one -> assertThat(one.failuresInDay()).isZero());
    }
  }

  @Test
  void staysWithinTheRowsOfAnHour() throws Exception {
    try (FakePowerBi fake = FakePowerBi.start(clock.clock());
        Emitters emitters = Setup.emitters(fake, clock).start()) {
      fake.rowsPerHour = 100;
      emitters.register(Setup.definition("one", fake).parameter("rowsPerHour", 100).build());
      publish(emitters, 1, 250);
      clock.advance(Duration.ofMinutes(59), emitters);
      assertThat(fake.rows().size()).isBetween(1, 100);
      clock.advance(Duration.ofHours(6), emitters);

      assertThat(emitters.status("one").backlog()).as(emitters.status("one").toString()).isZero();
      assertThat(fake.rows()).hasSize(250);
      assertThat(fake.posts()).noneMatch(one -> one.status() == 429);
    }
  }
}
