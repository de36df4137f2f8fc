package dev.emitter.testkit;

import static dev.emitter.testkit.EmitterAssertions.assertThat;
import static dev.emitter.testkit.EmitterAssertions.event;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.emitter.definition.EmitterDefinition;
import dev.emitter.delivery.EmitterState;
import dev.emitter.problem.EmitterException;
import java.nio.file.Path;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each assertion passes when it should, and says what happened instead when it fails. */
@Tag("U2")
final class RecordedEventsAssertTest {

  private static final Path FOLDER = Path.of("src/test/resources/shop-emitters");

  private static final String PLACED =
      "order.placed on [orders, eu], id 4711, {\"number\":\"4711\",\"total\":40,"
          + "\"customer\":{\"name\":\"Ada\",\"country\":\"FR\"},\"lines\":[{\"sku\":\"tea\"}]}";
  private static final String CANCELLED =
      "order.cancelled on [orders, us], id 4712, {\"number\":\"4712\"}";

  private final TestEmitters test = TestEmitters.builder().definitions(FOLDER).start();
  private final RecordedEvents events = test.events();

  @BeforeEach
  void publish() {
    Orders.publishTwo(test.emitters());
  }

  @AfterEach
  void close() {
    test.close();
  }

  private static void fails(ThrowingCallable assertion, String... lines) {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(assertion)
        .withMessage(String.join("\n", lines));
  }

  private static EmitterDefinition.Builder console(String id) {
    return EmitterDefinition.builder(id, "Console").topic("orders");
  }

  @Test
  void published() {
    assertThat(events).published(event("order.placed").on("orders")).published(event());
    fails(
        () -> assertThat(events).published(event("order.placed").with("total", 50)),
        "Expected to be published: an event of type \"order.placed\", with total = 50",
        "but 2 events were published, none of them like that:",
        "  1. " + PLACED,
        "     - total is 40, not 50",
        "  2. " + CANCELLED,
        "     - type is \"order.cancelled\", not \"order.placed\"",
        "     - total is missing: the data has number");
  }

  @Test
  void publishedAsOftenAsSaid() {
    assertThat(events).publishedOnce(event("order.placed")).published(2, event());
    fails(
        () -> assertThat(events).published(2, event("order.placed")),
        "Expected to be published twice: an event of type \"order.placed\"",
        "but 1 event was published like that:",
        "  1. " + PLACED,
        "and 1 event was published unlike that:",
        "  1. " + CANCELLED,
        "     - type is \"order.cancelled\", not \"order.placed\"");
    fails(
        () -> assertThat(events).publishedOnce(event()),
        "Expected to be published once: any event",
        "but 2 events were published like that:",
        "  1. " + PLACED,
        "  2. " + CANCELLED);
  }

  @Test
  void publishedInOrder() {
    assertThat(events).publishedInOrder(event("order.placed"), event("order.cancelled"));
    fails(
        () -> assertThat(events).publishedInOrder(event("order.cancelled"), event("order.placed")),
        "Expected to be published in this order:",
        "  a) an event of type \"order.cancelled\"",
        "  b) an event of type \"order.placed\"",
        "but 2 events were published, and there is no b) after 2.:",
        "  1. " + PLACED,
        "     - is b), but comes before",
        "  2. " + CANCELLED,
        "     - is a)");
  }

  @Test
  void publishedOnly() {
    assertThat(events).publishedOnly(event("order.placed"), event("order.cancelled"));
    fails(
        () -> assertThat(events).publishedOnly(event(), event("order.paid"), event()),
        "Expected to be all that was published:",
        "  a) any event",
        "  b) an event of type \"order.paid\"",
        "  c) any event",
        "but 2 events were published:",
        "  1. " + PLACED,
        "  2. " + CANCELLED,
        "     - not b): type is \"order.cancelled\", not \"order.paid\"",
        "  and nothing for c)");
    fails(
        () -> assertThat(events).publishedOnly(event()),
        "Expected to be all that was published:",
        "  a) any event",
        "but 2 events were published:",
        "  1. " + PLACED,
        "  2. " + CANCELLED,
        "     - is not expected");
  }

  @Test
  void neverPublished() {
    assertThat(events).neverPublished(event("order.paid"));
    fails(
        () -> assertThat(events).neverPublished(event().on("orders", "us")),
        "Expected never to be published: an event on [orders, us] or below",
        "but 1 event was published like that:",
        "  1. " + CANCELLED);
    fails(
        () -> assertThat(events).publishedNothing(),
        "Expected never to be published: any event",
        "but 2 events were published like that:",
        "  1. " + PLACED,
        "  2. " + CANCELLED);
    assertThat(events.clear()).publishedNothing();
    fails(
        () -> assertThat(events).published(event()),
        "Expected to be published: any event",
        "but nothing was published");
  }

  @Test
  void deliveredTo() {
    assertThat(events).deliveredTo("everything", event("order.placed"));
    assertThat(events).deliveredTo("everything", 2, event());
    fails(
        () -> assertThat(events).deliveredTo("billing", event()),
        "Expected to be delivered to billing: any event",
        "but 2 events were published like that, and not delivered:",
        "  1. " + PLACED,
        "     - the filter kept it out: total > 100 is false: total = 40",
        "     - the filter kept it out: customer.country = \"DE\" is false: customer.country ="
            + " \"FR\"",
        "  2. " + CANCELLED,
        "     - it is not on the topics of the emitter: topic [orders, us]: segment 2 is \"us\","
            + " not \"eu\"");
    fails(
        () -> assertThat(events).deliveredTo("everything", 3, event("order.placed")),
        "Expected to be delivered to everything 3 times: an event of type \"order.placed\"",
        "but 1 event was delivered like that:",
        "  1. " + PLACED,
        "and 1 event was delivered unlike that:",
        "  1. " + CANCELLED,
        "     - type is \"order.cancelled\", not \"order.placed\"");
  }

  @Test
  void deliveredInOrderTo() {
    EventPattern placed = event("order.placed");
    EventPattern cancelled = event("order.cancelled");
    assertThat(events).deliveredInOrderTo("everything", placed, cancelled);
    assertThat(events).deliveredOnlyTo("everything", placed, cancelled);
    fails(
        () -> assertThat(events).deliveredInOrderTo("billing", placed),
        "Expected to be delivered to billing in this order:",
        "  a) an event of type \"order.placed\"",
        "but nothing was delivered, and there is no a)");
    fails(
        () -> assertThat(events).deliveredOnlyTo("everything", placed),
        "Expected to be all that was delivered to everything:",
        "  a) an event of type \"order.placed\"",
        "but 2 events were delivered:",
        "  1. " + PLACED,
        "  2. " + CANCELLED,
        "     - is not expected");
  }

  @Test
  void notDeliveredTo() {
    assertThat(events).notDeliveredTo("billing", event()).nothingDeliveredTo("billing");
    fails(
        () -> assertThat(events).notDeliveredTo("everything", event("order.placed")),
        "Expected never to be delivered to everything: an event of type \"order.placed\"",
        "but 1 event was delivered like that:",
        "  1. " + PLACED);
  }

  @Test
  void filteredBy() {
    assertThat(events).filteredBy("billing", event("order.placed"));
    fails(
        () -> assertThat(events).filteredBy("billing", event("order.cancelled")),
        "Expected to be filtered out by billing: an event of type \"order.cancelled\"",
        "but 1 event was published like that, and not filtered out:",
        "  1. " + CANCELLED,
        "     - it is not on the topics of the emitter: topic [orders, us]: segment 2 is \"us\","
            + " not \"eu\"");
  }

  @Test
  void parkedBy() {
    fails(
        () -> assertThat(events).parkedBy("everything", event("order.cancelled")),
        "Expected to be parked by everything: an event of type \"order.cancelled\"",
        "but 1 event was published like that, and not parked:",
        "  1. " + CANCELLED,
        "     - it was delivered at attempt 1");
    test.script("everything").answerNext(413);
    test.emitters().publish(Orders.EU, Orders.event("4713", "order.paid", "{}"));
    assertThat(events).parkedBy("everything", event("order.paid"));
    fails(
        () -> assertThat(events).deliveredTo("everything", event("order.paid")),
        "Expected to be delivered to everything: an event of type \"order.paid\"",
        "but 1 event was published like that, and not delivered:",
        "  1. order.paid on [orders, eu], id 4713, {}",
        "     - it was parked, tried once: the receiver answered 413: it does not take this event");
  }

  @Test
  void failedAttemptsAndTheState() {
    assertThat(events).failedAttempts("everything", 0);
    test.script("everything").answerNext(503, Duration.ofHours(2));
    test.emitters().publish(Orders.EU, Orders.event("4713", "order.paid", "{}"));
    assertThat(events).failedAttempts("everything", 1);
    assertThat(events).emitterIs("everything", EmitterState.RETRYING);
    fails(
        () -> assertThat(events).deliveredTo("everything", event("order.paid")),
        "Expected to be delivered to everything: an event of type \"order.paid\"",
        "but 1 event was published like that, and not delivered:",
        "  1. order.paid on [orders, eu], id 4713, {}",
        "     - it was tried once in vain, the last time: the receiver answered 503",
        "     - the emitter is retrying since 2026-01-01T00:00:00Z: the receiver answered 503");
    fails(
        () -> assertThat(events).failedAttempts("everything", 3),
        "Expected of everything: 3 failed attempts",
        "but there was 1:",
        "  attempt 1 of order.paid on [orders, eu], id 4713: the receiver answered 503");
    fails(
        () -> assertThat(events).emitterIs("everything", EmitterState.DISABLED),
        "Expected of everything: to be disabled",
        "but it is retrying since 2026-01-01T00:00:00Z: the receiver answered 503");
  }

  @Test
  void saysThatACallHangsOrWaitsBehindADisabledEmitter() {
    test.script("everything").hang();
    test.emitters().publish(Orders.EU, Orders.event("4713", "order.paid", "{}"));
    fails(
        () -> assertThat(events).deliveredTo("everything", event("order.paid")),
        "Expected to be delivered to everything: an event of type \"order.paid\"",
        "but 1 event was published like that, and not delivered:",
        "  1. order.paid on [orders, eu], id 4713, {}",
        "     - it was selected, but a call of the channel hangs or takes time, as the test says");
    test.script("everything").mend();
    test.settle().emitters().disable("everything", "for a test");
    test.emitters().publish(Orders.EU, Orders.event("4714", "order.sent", "{}"));
    fails(
        () -> assertThat(events).deliveredTo("everything", event("order.sent")),
        "Expected to be delivered to everything: an event of type \"order.sent\"",
        "but 1 event was published like that, and not delivered:",
        "  1. order.sent on [orders, eu], id 4714, {}",
        "     - it was selected, but not tried: the emitter is disabled since 2026-01-01T00:00:00Z:"
            + " for a test");
  }

  @Test
  void showsTheNearestOfManyEvents() {
    for (int i = 0; i < 30; i++) {
      test.emitters().publish(Orders.US, Orders.event("n" + i, "order.noted", "{}"));
    }
    test.emitters().publish(Orders.EU, Orders.placed("4799", 99, "DE"));
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(
            () ->
                assertThat(events)
                    .published(event("order.placed").on("orders", "eu").with("total", 1)))
        .withMessageContaining("but 33 events were published")
        .withMessageContaining("  33. order.placed on [orders, eu], id 4799")
        .withMessageContaining(".. and 23 more, further off");
  }

  @Test
  void refusesAnEmitterThatThereIsNotAndKeepsADescription() {
    assertThatExceptionOfType(EmitterException.class)
        .isThrownBy(() -> assertThat(events).notDeliveredTo("biling", event()))
        .withMessageContaining("biling")
        .withMessageContaining("did you mean \"billing\"?");
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> assertThat(events).as("the shop").publishedNothing())
        .withMessageStartingWith("[the shop] Expected never");
  }

  @Test
  void showsEventsOfTheLibraryToWhoReceivesThem() {
    EmitterDefinition watcher =
        EmitterDefinition.builder("watcher", "Console").topic("emitter").build();
    test.emitters().register(watcher);
    test.emitters().disable("everything", "by a test");
    test.settle();
    events.clear();
    test.emitters().enable("everything");
    test.settle();
    fails(
        () -> assertThat(events).deliveredTo("watcher", event("EmitterDisabled")),
        "Expected to be delivered to watcher: an event of type \"EmitterDisabled\"",
        "but 1 event was published, and not like that:",
        "  1. EmitterRestarted on [emitter, everything], id "
            + events.delivered("watcher").get(0).id()
            + ", "
            + events.delivered("watcher").get(0).data(),
        "     - type is \"EmitterRestarted\", not \"EmitterDisabled\"");
  }

  @Test
  void saysOfAnEmitterThatCameLaterOrThatOnlyTakesOtherMessages() {
    test.emitters().register(console("late").build());
    test.emitters().register(console("paid").messages("order.paid").build());
    test.emitters().publish(Orders.EU, Orders.event("4713", "order.sent", "{}"));
    assertThat(events).deliveredTo("late", event("order.sent"));
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> assertThat(events).deliveredTo("late", event("order.placed")))
        .withMessageContaining("published before the emitter was there");
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> assertThat(events).deliveredTo("paid", event("order.sent")))
        .withMessageContaining(
            "it was not selected: type \"order.sent\" is not among messages [order.paid]");
  }
}
