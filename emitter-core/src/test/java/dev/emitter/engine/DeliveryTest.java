package dev.emitter.engine;

import static dev.emitter.engine.EngineFixture.ORDERS;
import static dev.emitter.engine.EngineFixture.define;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.awaitility.Durations.ONE_MINUTE;

import dev.emitter.channel.ChannelTraits;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.definition.DeliverySettings;
import dev.emitter.definition.Ordering;
import dev.emitter.definition.StartFrom;
import dev.emitter.delivery.EmitterState;
import dev.emitter.topic.Topic;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What happens to an event between the log and a channel. */
final class DeliveryTest {

  private static final DeliverySettings DEFAULT = DeliverySettings.DEFAULT;

  private final EngineFixture fixture = new EngineFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  @Tag("R1")
  void deliversInTheOrderOfPublication() throws InterruptedException {
    fixture.add(define("a").build()).publish(1000).idle();
    assertThat(fixture.delivered("a")).isEqualTo(numbers(1, 1000));
    assertThat(fixture.status("a").delivered()).isEqualTo(1000);
    assertThat(fixture.status("a").matched()).isEqualTo(1000);
  }

  @Test
  @Tag("T1")
  void receivesTheTopicsItNamesAndThoseBelow() throws InterruptedException {
    fixture.add(define("eu").topic("orders", "eu").build(), define("all").build());
    fixture
        .publish(Topic.of("orders", "eu"), 1)
        .publish(Topic.of("orders", "eu", "fr"), 1)
        .publish(Topic.of("orders", "us"), 1)
        .publish(Topic.of("orders"), 1)
        .idle();
    assertThat(fixture.delivered("eu")).containsExactly(1, 2);
    assertThat(fixture.delivered("all")).containsExactly(1, 2, 3, 4);
    assertThat(fixture.status("eu").filtered()).isZero();
  }

  @Test
  @Tag("D4")
  void countsWhatMessagesKeepOut() throws InterruptedException {
    fixture.add(define("a").messages("order.paid").build());
    fixture.publish(3).publish(ORDERS, event -> event.withType("order.paid")).idle();
    assertThat(fixture.delivered("a")).containsExactly(4);
    assertThat(fixture.status("a").filtered()).isEqualTo(3);
  }

  @Test
  @Tag("R1")
  void aFailingEmitterDelaysNoOther() throws InterruptedException {
    fixture.channel.answer =
        delivery ->
            delivery.emitterId().equals("bad")
                ? DeliveryResult.retry("down")
                : DeliveryResult.delivered();
    fixture.add(define("bad").build(), define("good").build()).publish(100).quiet();
    assertThat(fixture.delivered("good")).hasSize(100);
    assertThat(fixture.delivered("bad")).isEmpty();
    assertThat(fixture.status("bad").state()).isEqualTo(EmitterState.RETRYING);
    assertThat(fixture.status("bad").lastError()).isEqualTo("down");
  }

  @Test
  @Tag("R2")
  void waitsLongerAfterEachFailureThenDeliversAll() throws InterruptedException {
    AtomicInteger failures = new AtomicInteger(3);
    fixture.channel.answer =
        delivery ->
            failures.getAndDecrement() > 0
                ? DeliveryResult.retry("down")
                : DeliveryResult.delivered();
    fixture.add(define("a").build()).publish(5).quiet();
    assertThat(fixture.channel.attempts).hasSize(1);
    fixture.advance(Duration.ofMillis(499));
    assertThat(fixture.channel.attempts).hasSize(1);
    fixture.advance(Duration.ofMillis(1));
    assertThat(fixture.channel.attempts).hasSize(2);
    fixture.advance(Duration.ofSeconds(1));
    assertThat(fixture.channel.attempts).hasSize(3);
    fixture.advance(Duration.ofSeconds(2)).idle();
    assertThat(fixture.delivered("a")).containsExactly(1, 2, 3, 4, 5);
    assertThat(fixture.status("a").state()).isEqualTo(EmitterState.ACTIVE);
    assertThat(fixture.status("a").retried()).isEqualTo(3);
    assertThat(fixture.channel.attempts.get(3).attempt()).isEqualTo(4);
  }

  @Test
  @Tag("R2")
  void waitsAtLeastAsLongAsTheReceiverAsks() throws InterruptedException {
    AtomicInteger failures = new AtomicInteger(1);
    fixture.channel.answer =
        delivery ->
            failures.getAndDecrement() > 0
                ? DeliveryResult.retry("busy").after(Duration.ofMinutes(2))
                : DeliveryResult.delivered();
    fixture.add(define("a").build()).publish(1).quiet();
    fixture.advance(Duration.ofSeconds(119));
    assertThat(fixture.delivered("a")).isEmpty();
    fixture.advance(Duration.ofSeconds(61)).idle();
    assertThat(fixture.delivered("a")).containsExactly(1);
  }

  @Test
  @Tag("R2")
  void isDisabledAfterTenFailuresOverFiveMinutesAndKeepsItsBacklog() throws InterruptedException {
    fixture.channel.answer = delivery -> DeliveryResult.retry("down");
    fixture.add(define("a").build()).publish(3).quiet();
    fixture.advance(Duration.ofMinutes(4));
    assertThat(fixture.status("a").state()).isEqualTo(EmitterState.RETRYING);
    fixture.advance(Duration.ofMinutes(4));
    assertThat(fixture.status("a").state()).isEqualTo(EmitterState.DISABLED);
    assertThat(fixture.status("a").reason()).contains("failures in a row").contains("down");
    int attempts = fixture.channel.attempts.size();
    fixture.publish(2).advance(Duration.ofHours(1));
    assertThat(fixture.channel.attempts).hasSize(attempts);
    assertThat(fixture.status("a").backlog()).isEqualTo(5);
  }

  @Test
  @Tag("R3")
  void deliversItsBacklogInOrderOnceEnabled() throws InterruptedException {
    fixture.channel.answer = delivery -> DeliveryResult.disable("410 gone");
    fixture.add(define("a").build()).publish(3).idle();
    assertThat(fixture.status("a").state()).isEqualTo(EmitterState.DISABLED);
    fixture.publish(3).idle();
    fixture.channel.answer = delivery -> DeliveryResult.delivered();
    fixture.channel.batches.clear();
    assertThat(fixture.engine.orders().enable("a")).isTrue();
    fixture.idle();
    assertThat(fixture.delivered("a")).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(fixture.channel.batches).containsExactly(1, 5);
    assertThat(fixture.status("a").matched()).isEqualTo(6);
  }

  @Test
  @Tag("R2")
  void aFaultThatEndsByItselfNeverDisables() throws InterruptedException {
    fixture.channel.answer = delivery -> DeliveryResult.retry("disk full").uncounted();
    fixture.add(define("a").build()).publish(1).quiet();
    fixture.advance(Duration.ofHours(10));
    assertThat(fixture.status("a").state()).isEqualTo(EmitterState.RETRYING);
    fixture.channel.answer = delivery -> DeliveryResult.delivered();
    fixture.advance(Duration.ofMinutes(1)).idle();
    assertThat(fixture.delivered("a")).containsExactly(1);
  }

  @Test
  @Tag("R4")
  void parksWhatTheReceiverRefusesAndGoesOn() throws InterruptedException {
    fixture.channel.answer =
        delivery ->
            delivery.event().event().getId().equals("2")
                ? DeliveryResult.rejected("too large")
                : DeliveryResult.delivered();
    fixture.add(define("a").build()).publish(3).idle();
    assertThat(fixture.delivered("a")).containsExactly(1, 3);
    assertThat(fixture.status("a").parked()).isEqualTo(1);
    assertThat(fixture.engine.running().parked("a"))
        .singleElement()
        .satisfies(parked -> assertThat(parked.reason()).isEqualTo("too large"));
  }

  @Test
  void isDisabledByARefusalWhereItsDefinitionSaysSo() throws InterruptedException {
    fixture.channel.answer = delivery -> DeliveryResult.rejected("too large");
    fixture
        .add(
            define("a")
                .delivery(DEFAULT.withOnRejected(DeliverySettings.OnRejected.DISABLE))
                .build())
        .publish(2)
        .idle();
    assertThat(fixture.status("a").state()).isEqualTo(EmitterState.DISABLED);
    assertThat(fixture.status("a").parked()).isZero();
    assertThat(fixture.status("a").backlog()).isEqualTo(2);
  }

  @Test
  void parksAnEventAfterItsLastAttempt() throws InterruptedException {
    fixture.channel.answer =
        delivery ->
            delivery.event().event().getId().equals("1")
                ? DeliveryResult.retry("poison")
                : DeliveryResult.delivered();
    fixture.add(define("a").delivery(DEFAULT.withMaxAttempts(3)).build()).publish(2).quiet();
    fixture.advance(Duration.ofSeconds(10)).idle();
    assertThat(fixture.delivered("a")).containsExactly(2);
    assertThat(fixture.engine.running().parked("a").get(0).reason())
        .isEqualTo("given up after 3 attempts: poison");
  }

  @Test
  void givingUpAnEventAtOnceParksNoneOfThoseBehindIt() throws InterruptedException {
    fixture.channel.answer =
        delivery ->
            delivery.event().event().getId().equals("1")
                ? DeliveryResult.retry("poison")
                : DeliveryResult.delivered();
    fixture.channel.manual = true;
    fixture.add(define("a").delivery(DEFAULT.withMaxAttempts(1)).build()).publish(1);
    await().atMost(ONE_MINUTE).until(() -> !fixture.channel.held.isEmpty());
    fixture.channel.manual = false;
    fixture.engine.orders().disable("a", "to gather a batch", null);
    fixture.publish(3);
    for (FakeChannel.Held held : fixture.channel.held) {
      held.results().complete(List.of(DeliveryResult.retry("poison")));
    }
    fixture.engine.orders().enable("a");
    fixture.idle();
    assertThat(fixture.delivered("a")).containsExactly(2, 3, 4);
    assertThat(fixture.engine.running().parked("a")).hasSize(1);
  }

  @Test
  @Tag("R1")
  void catchesUpFromTheLogWhenItsQueueWasFull() throws InterruptedException {
    fixture.channel.manual = true;
    fixture.add(define("a").delivery(DEFAULT.withQueueCapacity(4)).build());
    fixture.channel.traits = ChannelTraits.of(100).withMaxInFlight(8);
    fixture.publish(1000);
    await().atMost(ONE_MINUTE).until(() -> !fixture.channel.held.isEmpty());
    fixture.channel.manual = false;
    fixture.engine.orders().disable("a", "test", null);
    for (FakeChannel.Held held : fixture.channel.held) {
      held.results().complete(fixture.channel.answers(held.batch(), true));
    }
    fixture.engine.orders().enable("a");
    fixture.idle();
    assertThat(fixture.delivered("a")).isEqualTo(numbers(1, 1000));
    assertThat(fixture.status("a").matched()).isEqualTo(1000);
  }

  @Test
  @Tag("R3")
  void givesAnEventToADependentOnlyOnceTheOtherHasSettledIt() throws InterruptedException {
    fixture.channel.answer =
        delivery ->
            delivery.emitterId().equals("first")
                ? DeliveryResult.retry("down")
                : DeliveryResult.delivered();
    fixture
        .add(
            define("first").messages("order.placed").build(),
            define("second").delivery(DEFAULT.withAfter("first")).build())
        .publish(3)
        .quiet();
    assertThat(fixture.delivered("second")).isEmpty();
    fixture.channel.answer = delivery -> DeliveryResult.delivered();
    fixture.advance(Duration.ofSeconds(1)).idle();
    assertThat(fixture.channel.delivered.indexOf("first:1"))
        .isLessThan(fixture.channel.delivered.indexOf("second:1"));
    assertThat(fixture.delivered("second")).containsExactly(1, 2, 3);
  }

  @Test
  @Tag("R3")
  void aDependentGoesOnWhenTheOtherIsRemoved() throws InterruptedException {
    fixture.channel.answer =
        delivery ->
            delivery.emitterId().equals("first")
                ? DeliveryResult.disable("gone")
                : DeliveryResult.delivered();
    fixture
        .add(define("first").build(), define("second").delivery(DEFAULT.withAfter("first")).build())
        .publish(2)
        .quiet();
    assertThat(fixture.delivered("second")).isEmpty();
    fixture.remove("first").idle();
    assertThat(fixture.delivered("second")).containsExactly(1, 2);
  }

  @Test
  void keepsTheOrderOfEachKeyAndLetsOtherKeysPass() throws InterruptedException {
    fixture.channel.answer =
        delivery ->
            "a".equals(delivery.event().event().getExtension("partitionkey"))
                ? DeliveryResult.retry("down")
                : DeliveryResult.delivered();
    fixture.add(define("e").delivery(DEFAULT.withOrdering(Ordering.KEY, 4)).build());
    for (int i = 0; i < 10; i++) {
      String key = i % 2 == 0 ? "a" : "b";
      fixture.publish(ORDERS, event -> event.withExtension("partitionkey", key));
    }
    fixture.quiet();
    assertThat(fixture.delivered("e")).containsExactly(2, 4, 6, 8, 10);
    fixture.channel.answer = delivery -> DeliveryResult.delivered();
    fixture.advance(Duration.ofSeconds(1)).idle();
    assertThat(fixture.delivered("e")).containsExactly(2, 4, 6, 8, 10, 1, 3, 5, 7, 9);
  }

  @Test
  void doesNotRepeatWhatWasDeliveredAheadWhenItIsDisabledAndEnabled() throws InterruptedException {
    fixture.channel.answer =
        delivery ->
            delivery.event().event().getId().equals("1")
                ? DeliveryResult.retry("down")
                : DeliveryResult.delivered();
    fixture.add(define("e").delivery(DEFAULT.withOrdering(Ordering.NONE, 4)).build());
    fixture.publish(5).quiet();
    assertThat(fixture.delivered("e")).containsExactlyInAnyOrder(2, 3, 4, 5);
    fixture.engine.orders().disable("e", "by test", null);
    fixture.channel.answer = delivery -> DeliveryResult.delivered();
    fixture.engine.orders().enable("e");
    fixture.idle();
    assertThat(fixture.delivered("e")).containsExactlyInAnyOrder(1, 2, 3, 4, 5);
  }

  @Test
  void retriesAndGoesOnWhenAChannelThrows() throws InterruptedException {
    AtomicInteger calls = new AtomicInteger();
    fixture.channel.answer =
        delivery -> {
          if (calls.getAndIncrement() == 0) {
            throw new StackOverflowError();
          }
          return DeliveryResult.delivered();
        };
    fixture.add(define("a").build()).publish(2).quiet();
    assertThat(fixture.status("a").lastError()).contains("StackOverflowError");
    fixture.advance(Duration.ofSeconds(1)).idle();
    assertThat(fixture.delivered("a")).containsExactly(1, 2);
  }

  @Test
  void aNewEmitterBeginsWithWhatIsPublishedAfterIt() throws InterruptedException {
    fixture.add(define("old").build());
    fixture.engine.orders().disable("old", "keeps the log from forgetting", null);
    fixture.publish(3);
    fixture.add(
        define("now").build(),
        define("all").delivery(DEFAULT.withStartFrom(new StartFrom.Beginning())).build());
    fixture.publish(2).idle();
    assertThat(fixture.delivered("now")).containsExactly(4, 5);
    assertThat(fixture.delivered("all")).containsExactly(1, 2, 3, 4, 5);
  }

  @Test
  @Tag("D2")
  void aChangedEmitterKeepsItsCursorAndItsChannelIsReplaced() throws InterruptedException {
    fixture.channel.answer = delivery -> DeliveryResult.retry("wrong address");
    fixture.add(define("a").build()).publish(3).quiet();
    fixture.channel.answer = delivery -> DeliveryResult.delivered();
    fixture.add(define("a").parameter("url", "right").build()).idle();
    fixture.publish(1).idle();
    assertThat(fixture.delivered("a")).containsExactly(1, 2, 3, 4);
    assertThat(fixture.status("a").matched()).isEqualTo(4);
    fixture.close();
    assertThat(fixture.channel.closed).hasSize(2);
  }

  @Test
  @Tag("D2")
  void countsWhatTheChangedDefinitionDecides() throws InterruptedException {
    fixture.channel.answer = delivery -> DeliveryResult.retry("down");
    fixture.add(define("a").messages("x").build());
    for (String type : List.of("z", "x", "y", "x", "z", "y")) {
      fixture.publish(ORDERS, event -> event.withType(type));
    }
    fixture.quiet();
    assertThat(fixture.status("a").matched()).isEqualTo(2);
    assertThat(fixture.status("a").filtered()).isEqualTo(4);
    fixture.channel.answer = delivery -> DeliveryResult.delivered();
    fixture.add(define("a").messages("x", "y").build()).idle();
    assertThat(fixture.delivered("a")).containsExactly(2, 3, 4, 6);
    assertThat(fixture.status("a").matched()).isEqualTo(4);
    assertThat(fixture.status("a").filtered()).isEqualTo(2);
  }

  @Test
  void aDisabledEmitterDoesNotHoldEventsThatAreNotForIt() throws InterruptedException {
    fixture.add(define("off").topic("elsewhere").enabled(false).build());
    fixture.publish(5).idle();
    await().atMost(ONE_MINUTE).until(() -> fixture.log.lag(fixture.log.start()) == 0);
    assertThat(fixture.status("off").backlog()).isZero();
  }

  @Test
  void retriesWhenAChannelAnswersNothing() throws InterruptedException {
    fixture.channel.manual = true;
    fixture.add(define("a").build()).publish(1);
    await().atMost(ONE_MINUTE).until(() -> !fixture.channel.held.isEmpty());
    fixture.channel.manual = false;
    fixture.channel.held.get(0).results().complete(null);
    fixture.quiet();
    assertThat(fixture.status("a").lastError()).isEqualTo("the channel answered nothing");
    fixture.advance(Duration.ofSeconds(1)).idle();
    assertThat(fixture.delivered("a")).containsExactly(1);
  }

  @Test
  void waitsADayAtMostHoweverLongTheReceiverAsks() throws InterruptedException {
    AtomicInteger failures = new AtomicInteger(1);
    fixture.channel.answer =
        delivery ->
            failures.getAndDecrement() > 0
                ? DeliveryResult.retry("busy").after(Duration.ofSeconds(Long.MAX_VALUE))
                : DeliveryResult.delivered();
    fixture.add(define("a").build()).publish(1).quiet();
    fixture.advance(Duration.ofDays(1)).idle();
    assertThat(fixture.delivered("a")).containsExactly(1);
  }

  @Test
  @Tag("R2")
  void disablesAlsoWhereEventsAreGivenUp() throws InterruptedException {
    fixture.channel.answer = delivery -> DeliveryResult.retry("down");
    fixture
        .add(define("a").delivery(DEFAULT.withMaxAttempts(1).withDisable(3, Duration.ZERO)).build())
        .publish(10)
        .quiet();
    assertThat(fixture.status("a").state()).isEqualTo(EmitterState.DISABLED);
    assertThat(fixture.status("a").parked()).isEqualTo(3);
    assertThat(fixture.status("a").retried()).isZero();
  }

  @Test
  void aPoisonEventDoesNotStopOthersWhereThereIsNoOrder() throws InterruptedException {
    fixture.channel.answer =
        delivery ->
            delivery.event().event().getId().equals("1")
                ? DeliveryResult.retry("poison")
                : DeliveryResult.delivered();
    fixture
        .add(
            define("a")
                .delivery(DEFAULT.withOrdering(Ordering.NONE, 2).withQueueCapacity(4))
                .build())
        .publish(50)
        .quiet();
    assertThat(fixture.delivered("a")).hasSize(49);
  }

  @Test
  void aChangedDefinitionEnablesADisabledEmitter() throws InterruptedException {
    fixture.channel.answer = delivery -> DeliveryResult.disable("410 gone");
    fixture.add(define("a").build()).publish(2).idle();
    fixture.channel.answer = delivery -> DeliveryResult.delivered();
    fixture.add(define("a").parameter("url", "right").build()).idle();
    assertThat(fixture.status("a").state()).isEqualTo(EmitterState.ACTIVE);
    assertThat(fixture.delivered("a")).containsExactly(1, 2);
  }

  @Test
  @Tag("D1")
  void anEmitterThatIsNotEnabledKeepsItsBacklog() throws InterruptedException {
    fixture.add(define("a").enabled(false).build()).publish(2).idle();
    assertThat(fixture.status("a").reason()).contains("enabled");
    fixture.engine.orders().enable("a");
    fixture.idle();
    assertThat(fixture.delivered("a")).containsExactly(1, 2);
  }

  @Test
  void aRemovedEmitterGetsNothingMore() throws InterruptedException {
    fixture.add(define("a").build()).publish(1).idle();
    fixture.remove("a").publish(1).idle();
    assertThat(fixture.delivered("a")).containsExactly(1);
    assertThat(fixture.engine.running().status("a")).isNull();
  }

  private static List<Integer> numbers(int from, int to) {
    return IntStream.rangeClosed(from, to).boxed().toList();
  }
}
