package dev.emitter.powerbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.Emitters;
import dev.emitter.delivery.AttemptQuery;
import dev.emitter.delivery.EmitterState;
import dev.emitter.delivery.EmitterStatus;
import dev.emitter.delivery.ParkedEvent;
import dev.emitter.http.TlsFiles;
import dev.emitter.testkit.ManualClock;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Events become rows, within what the service allows. */
@Tag("C5")
@Timeout(240)
final class StoringTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ManualClock clock = ManualClock.create();

  private static List<String> numbers(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(String::valueOf).toList();
  }

  private static void publish(Emitters emitters, int from, int to) {
    emitters.publishAll(
        Setup.TOPIC, IntStream.rangeClosed(from, to).mapToObj(Setup::numbered).toList());
  }

  @Test
  void storesManyEventsInOrder() throws Exception {
    try (FakePowerBi fake = FakePowerBi.start(clock.clock());
        Emitters emitters = Setup.emitters(fake, clock).start()) {
      emitters.register(Setup.definition("sales", fake).build());

      publish(emitters, 1, 2500);
      assertThat(emitters.awaitIdle(PATIENCE)).isTrue();

      assertThat(fake.stored("Number")).isEqualTo(numbers(1, 2500));
      assertThat(fake.posts())
          .allSatisfy(
              one -> {
                assertThat(one.rows()).isBetween(1, 1000);
                assertThat(one.request().header("Content-Type")).isEqualTo("application/json");
                assertThat(one.request().header("User-Agent")).isEqualTo("emitter");
              });
      assertThat(fake.posts().size()).isLessThan(100);
      assertThat(fake.tokenRequests()).hasSize(1);
    }
  }

  @Test
  void speaksTlsWithAServiceThatTheJvmDoesNotKnow() throws Exception {
    TlsFiles files = TlsFiles.AUTHORITY.sign("power-bi", "EC", "ip:127.0.0.1");
    PowerBiChannelProvider provider =
        PowerBiChannelProvider.builder().authorities(TlsFiles.AUTHORITY.certificate()).build();
    try (FakePowerBi fake = FakePowerBi.startTls(Clock.systemUTC(), files.server());
        Emitters emitters =
            Emitters.builder().identities(Setup.identities(fake)).channel(provider).start()) {
      assertThat(fake.endpoint().getScheme()).isEqualTo("https");
      emitters.register(Setup.definition("sales", fake).build());

      publish(emitters, 1, 3);
      assertThat(emitters.awaitIdle(PATIENCE)).isTrue();

      assertThat(fake.stored("EventId")).containsExactly("e1", "e2", "e3");
    }
  }

  @Test
  void storesEachTypeAtItsEdges() throws Exception {
    try (FakePowerBi fake =
            FakePowerBi.start(clock.clock())
                .columns(
                    "Whole",
                    "Int64",
                    "Real",
                    "Double",
                    "Yes",
                    "bool",
                    "At",
                    "DateTime",
                    "Text",
                    "string",
                    "Money",
                    "Decimal",
                    "Gone",
                    "Int64",
                    "Items",
                    "string");
        Emitters emitters = Setup.emitters(fake, clock).start()) {
      emitters.register(
          Setup.definition(
                  "edges",
                  fake,
                  "Whole",
                  "int64",
                  "whole",
                  "Real",
                  "Double",
                  "real",
                  "Yes",
                  "Boolean",
                  "whole > 1",
                  "At",
                  "DateTime",
                  "event.time",
                  "Text",
                  "String",
                  "text",
                  "Money",
                  "Decimal",
                  "money",
                  "Gone",
                  "Int64",
                  "no.such.field",
                  "Items",
                  "String",
                  "for i in items return {n: i}")
              .build());

      emitters.publish(
          Setup.TOPIC,
          Setup.event(
              "edge",
              "{\"whole\":9223372036854775806,\"real\":1e308,\"text\":\"%s\",\"money\":0.00015,\"items\":[1,2]}"
                  .formatted("x".repeat(4001))));
      assertThat(emitters.awaitIdle(PATIENCE)).isTrue();

      assertThat(emitters.parked("edges")).isEmpty();
      assertThat(fake.posts().get(0).request().text())
          .startsWith(
              "{\"rows\":[{\"Whole\":9223372036854775806,\"Real\":1.0E308,\"Yes\":true,"
                  + "\"At\":\"2026-01-01T08:00:00.000Z\",\"Text\":\"xxx")
          .endsWith(
              "\"Money\":0.0002,\"Gone\":null," + "\"Items\":\"[{\\\"n\\\":1},{\\\"n\\\":2}]\"}]}");
      assertThat(fake.stored("Text").get(0)).hasSize(4000);
      assertThat(emitters.attempts(AttemptQuery.ALL))
          .singleElement()
          .satisfies(
              one ->
                  assertThat(one.answer())
                      .isEqualTo("cut to 4000 characters: Text (texts cut so far: 1)"));
    }
  }

  @Test
  void setsAsideWhatDoesNotFitAndStoresTheOthers() throws Exception {
    try (FakePowerBi fake = FakePowerBi.start(clock.clock());
        Emitters emitters = Setup.emitters(fake, clock).start()) {
      emitters.register(
          Setup.definition("sales", fake, "EventId", "String", "text", "Number", "Int64", "1 / n")
              .parameter("tooLong", "park")
              .build());

      emitters.publish(Setup.TOPIC, Setup.event("e1", "{\"n\":1,\"text\":\"a\"}"));
      emitters.publish(Setup.TOPIC, Setup.event("e2", "{\"n\":2,\"text\":\"b\"}"));
      emitters.publish(Setup.TOPIC, Setup.event("e3", "{\"n\":0,\"text\":\"c\"}"));
      emitters.publish(
          Setup.TOPIC, Setup.event("e4", "{\"n\":1,\"text\":\"" + "d".repeat(4001) + "\"}"));
      emitters.publish(Setup.TOPIC, Setup.event("e5", "{\"n\":1}"));
      assertThat(emitters.awaitIdle(PATIENCE)).isTrue();

      assertThat(fake.rows())
          .extracting(Object::toString)
          .containsExactly("{\"EventId\":\"a\",\"Number\":1}", "{\"EventId\":null,\"Number\":1}");
      assertThat(emitters.parked("sales"))
          .extracting(ParkedEvent::reason)
          .satisfiesExactly(
              reason ->
                  assertThat(reason)
                      .contains("column \"Number\"", "gave a number", "Int64 takes a whole number"),
              reason -> assertThat(reason).contains("column \"Number\"", "failed: "),
              reason ->
                  assertThat(reason)
                      .contains("column \"EventId\"", "4001 characters", "tooLong = \"cut\""));
    }
  }

  @Test
  void storesNullForWhatDoesNotFitIfAsked() throws Exception {
    try (FakePowerBi fake = FakePowerBi.start(clock.clock());
        Emitters emitters = Setup.emitters(fake, clock).start()) {
      emitters.register(
          Setup.definition("sales", fake, "EventId", "String", "event.id", "Number", "Int64", "n")
              .parameter("onMismatch", "null")
              .build());

      emitters.publish(Setup.TOPIC, Setup.event("e1", "{\"n\":\"one\"}"));
      emitters.publish(Setup.TOPIC, Setup.event("e2", "{\"n\":9223372036854775807}"));
      assertThat(emitters.awaitIdle(PATIENCE)).isTrue();

      assertThat(fake.rows())
          .extracting(Object::toString)
          .containsExactly(
              "{\"EventId\":\"e1\",\"Number\":null}", "{\"EventId\":\"e2\",\"Number\":null}");
      assertThat(emitters.parked("sales")).isEmpty();
    }
  }

  /** Rows stored, answer lost: a second copy with the same id, and no row missing. */
  @Test
  void sendsAgainWhatMayNotHaveArrived() throws Exception {
    try (FakePowerBi fake = FakePowerBi.start(clock.clock());
        Emitters emitters = Setup.emitters(fake, clock).start()) {
      emitters.register(
          Setup.definition("sales", fake)
              .parameter("batch", Map.of("max", 10, "wait", "0ms"))
              .build());
      publish(emitters, 1, 1);
      assertThat(emitters.awaitIdle(PATIENCE)).isTrue();
      fake.loseAnswer(2);
      fake.loseAnswer(3); // a connection used before is tried once more at once

      publish(emitters, 2, 2);
      clock.advance(Duration.ofMinutes(5), emitters);
      publish(emitters, 3, 3);
      clock.advance(Duration.ofMinutes(5), emitters);

      assertThat(fake.stored("EventId")).contains("e1", "e2", "e3").doesNotContain("e4");
      assertThat(fake.stored("EventId").stream().filter("e2"::equals).count()).isBetween(2L, 3L);
      assertThat(fake.stored("EventId").stream().distinct()).containsExactly("e1", "e2", "e3");
      EmitterStatus status = emitters.status("sales");
      assertThat(status.delivered()).isEqualTo(3);
      assertThat(status.failuresInDay()).isEqualTo(1);
      assertThat(status.state()).isEqualTo(EmitterState.ACTIVE);
    }
  }

  /** Small events may become large rows, so that it is not their number that counts. */
  @Test
  void sendsOnlySoMuchInOneRequest() throws Exception {
    String json = "{\"text\":\"" + "x".repeat(4000) + "\"}";
    try (FakePowerBi fake = FakePowerBi.start(clock.clock()).columns(wide("string"));
        Emitters emitters = Setup.emitters(fake, clock).start()) {
      emitters.register(
          Setup.definition("sales", fake, wide("String", "event.id", "text"))
              .parameter("batch", Map.of("max", 10_000, "wait", "0ms"))
              .build());
      emitters.disable("sales", "so that all go together");
      List<String> ids = IntStream.range(0, 300).mapToObj(n -> "e" + n).toList();
      emitters.publishAll(Setup.TOPIC, ids.stream().map(id -> Setup.event(id, json)).toList());
      emitters.enable("sales");
      clock.advance(Duration.ofMinutes(1), emitters);

      assertThat(fake.stored("EventId")).isEqualTo(ids);
      assertThat(fake.posts())
          .allSatisfy(one -> assertThat(one.request().body().size()).isLessThan(15_000_001))
          .anySatisfy(one -> assertThat(one.request().body().size()).isGreaterThan(10_000_000));
    }
  }

  /** Returns a column of this type for the id and thirty for the text, with lookups if given. */
  private static String[] wide(String type, String... lookups) {
    Stream<String> id = Stream.concat(Stream.of("EventId", type), Stream.of(lookups).limit(1));
    Stream<String> texts =
        IntStream.range(0, 30)
            .mapToObj(n -> Stream.concat(Stream.of("Text" + n, type), Stream.of(lookups).skip(1)))
            .flatMap(one -> one);
    return Stream.concat(id, texts).toArray(String[]::new);
  }
}
