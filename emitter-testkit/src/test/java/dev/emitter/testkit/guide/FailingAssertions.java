package dev.emitter.testkit.guide;

import static dev.emitter.testkit.EmitterAssertions.assertThat;
import static dev.emitter.testkit.EmitterAssertions.event;

import dev.emitter.delivery.EmitterState;
import dev.emitter.testkit.RecordedEvents;

/** Assertions that fail, for the guide to show what they say. */
final class FailingAssertions {

  private final RecordedEvents events;

  FailingAssertions(RecordedEvents events) {
    this.events = events;
  }

  void aValueIsAnother() {
    assertThat(events).published(event("order.placed").with("customer.country", "DE"));
  }

  void aNameIsMistyped() {
    assertThat(events).published(event("order.placed").with("customer.contry", "FR"));
  }

  void aTopicIsAnother() {
    assertThat(events).published(event().on("orders", "eu", "berlin"));
  }

  void aConditionIsFalse() {
    assertThat(events).published(event().where("total > 100 and customer.country = \"FR\""));
  }

  void anEventIsThereTwice() {
    assertThat(events).publishedOnce(event().on("orders"));
  }

  void theOrderIsAnother() {
    assertThat(events).publishedInOrder(event("order.cancelled"), event("order.placed"));
  }

  void aFilterKeptItOut() {
    assertThat(events).deliveredTo("billing", event("order.placed"));
  }

  void theReceiverRefusedIt() {
    assertThat(events).deliveredTo("archive", event("order.cancelled"));
  }

  void theReceiverFails() {
    assertThat(events).deliveredTo("search", event("order.placed"));
  }

  void nothingShouldHaveBeenDelivered() {
    assertThat(events).notDeliveredTo("archive", event("order.placed"));
  }

  void theStateIsAnother() {
    assertThat(events).emitterIs("search", EmitterState.DISABLED);
  }
}
