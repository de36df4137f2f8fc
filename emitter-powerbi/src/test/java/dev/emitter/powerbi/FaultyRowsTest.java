package dev.emitter.powerbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.Emitters;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.delivery.EmitterState;
import dev.emitter.delivery.ParkedEvent;
import dev.emitter.testkit.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A refused request is halved until the faulty rows stand alone. */
@Tag("C5")
@Timeout(240)
final class FaultyRowsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ManualClock clock = ManualClock.create();

  private static void publish(Emitters emitters, int count, Set<Integer> faulty) {
    emitters.disable("sales", "so that all go together");
    emitters.publishAll(
        Setup.TOPIC,
        IntStream.range(0, count)
            .mapToObj(
                n ->
                    Setup.event(
                        "e" + n,
                        faulty.contains(n) ? "{\"id\":[\"bad\"]}" : "{\"id\":\"" + n + "\"}"))
            .toList());
  }

  /** The table has another type than the definition: what is no null is refused. */
  private static EmitterDefinition.Builder definition(FakePowerBi fake) {
    fake.columns("EventId", "string", "Bad", "Int64");
    return Setup.definition(
        "sales",
        fake,
        "EventId",
        "String",
        "event.id",
        "Bad",
        "String",
        "if id[1] = \"bad\" then \"bad\" else null");
  }

  private static List<String> others(int count, Set<Integer> faulty) {
    return IntStream.range(0, count)
        .filter(n -> !faulty.contains(n))
        .mapToObj(n -> "e" + n)
        .toList();
  }

  private void run(FakePowerBi fake, Emitters emitters, int count, Set<Integer> faulty) {
    emitters.register(definition(fake).build());
    publish(emitters, count, faulty);
    emitters.enable("sales");
    clock.advance(Duration.ofMinutes(1), emitters);
    assertThat(emitters.awaitIdle(PATIENCE)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 317, 500, 998, 999})
  void setsOneOfAThousandAsideAndStoresTheOthersOnce(int bad) throws Exception {
    try (FakePowerBi fake = FakePowerBi.start(clock.clock());
        Emitters emitters = Setup.emitters(fake, clock).start()) {
      run(fake, emitters, 1000, Set.of(bad));

      assertThat(fake.stored("EventId")).isEqualTo(others(1000, Set.of(bad)));
      assertThat(emitters.parked("sales"))
          .singleElement()
          .satisfies(
              parked -> {
                assertThat(parked.event().event().event().getId()).isEqualTo("e" + bad);
                assertThat(parked.reason()).contains("400", "a value of column Bad is no Int64");
              });
      assertThat(fake.posts()).hasSizeLessThanOrEqualTo(20);
      assertThat(emitters.status("sales").state()).isEqualTo(EmitterState.ACTIVE);
    }
  }

  @Test
  void setsSeveralAside() throws Exception {
    Set<Integer> faulty = Set.of(0, 1, 42, 300, 301, 302, 499);
    try (FakePowerBi fake = FakePowerBi.start(clock.clock());
        Emitters emitters = Setup.emitters(fake, clock).start()) {
      run(fake, emitters, 500, faulty);

      assertThat(fake.stored("EventId")).isEqualTo(others(500, faulty));
      assertThat(emitters.parked("sales"))
          .extracting(ParkedEvent::reason)
          .hasSize(faulty.size())
          .allSatisfy(reason -> assertThat(reason).contains("is no Int64"));
    }
  }

  /** The search for the row takes more requests than a minute has. */
  @ParameterizedTest
  @ValueSource(ints = {1, 700})
  void keepsWhatItHasFoundOutWhileTheLimitsMakeItWait(int bad) throws Exception {
    try (FakePowerBi fake = FakePowerBi.start(clock.clock());
        Emitters emitters = Setup.emitters(fake, clock).start()) {
      fake.requestsPerMinute = 3;
      emitters.register(definition(fake).parameter("requestsPerMinute", 3).build());
      publish(emitters, 1000, Set.of(bad));
      emitters.enable("sales");
      clock.advance(Duration.ofMinutes(20), emitters);

      assertThat(fake.stored("EventId")).isEqualTo(others(1000, Set.of(bad)));
      assertThat(emitters.parked("sales")).hasSize(1);
      assertThat(fake.posts()).hasSizeLessThanOrEqualTo(20).noneMatch(one -> one.status() == 429);
    }
  }

  @Test
  void halvesWhatIsTooLarge() throws Exception {
    try (FakePowerBi fake = FakePowerBi.start(clock.clock());
        Emitters emitters = Setup.emitters(fake, clock).start()) {
      emitters.register(
          Setup.definition("sales", fake)
              .parameter("batch", Map.of("max", 100, "wait", "0ms"))
              .build());
      emitters.disable("sales", "so that all go together");
      emitters.publishAll(Setup.TOPIC, IntStream.range(0, 50).mapToObj(Setup::numbered).toList());
      fake.answerNext(FakePowerBi.Reply.of(200, "")); // the probe
      fake.answerNext(FakePowerBi.Reply.of(413, ""));
      fake.answerNext(FakePowerBi.Reply.of(413, ""));
      emitters.enable("sales");
      clock.advance(Duration.ofMinutes(1), emitters);

      assertThat(fake.stored("EventId")).isEqualTo(others(50, Set.of(0)));
      assertThat(emitters.parked("sales")).isEmpty();

      fake.answerNext(FakePowerBi.Reply.of(413, ""));
      emitters.publish(Setup.TOPIC, Setup.numbered(77));
      assertThat(emitters.awaitIdle(PATIENCE)).isTrue();
      assertThat(emitters.parked("sales"))
          .singleElement()
          .satisfies(parked -> assertThat(parked.reason()).contains("413", "too large"));
    }
  }
}
