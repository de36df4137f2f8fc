package dev.emitter.examples.orderservice;

import static dev.emitter.testkit.EmitterAssertions.assertThat;
import static dev.emitter.testkit.EmitterAssertions.event;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emitter.EventPublisher;
import dev.emitter.delivery.EmitterState;
import dev.emitter.testkit.EmitterExtension;
import dev.emitter.testkit.RecordedEvents;
import dev.emitter.testkit.TestEmitters;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The service with the definitions it ships. No channel is real, and no time passes. */
final class OrderServiceTest {

  @RegisterExtension
  static final EmitterExtension EMITTERS =
      EmitterExtension.with(
          builder ->
              builder
                  .definitions(Path.of("emitters"))
                  .environment("BILLING_URL", "https://billing.example/orders"));

  @Test
  void publishesWhatWasOrdered(EventPublisher publisher, RecordedEvents events) {
    Order order = new OrderService(publisher).place("Ada", 900, "lamp", "bulb");

    assertThat(events)
        .publishedOnly(
            event("order.placed").on("orders").withData(order).with("articles[1]", "bulb"));
  }

  @Test
  void publishesNothingOfAnOrderWithoutArticles(EventPublisher publisher, RecordedEvents events) {
    OrderService service = new OrderService(publisher);

    assertThatThrownBy(() -> service.place("Ada", 900)).hasMessageContaining("at least one");
    assertThat(events).publishedNothing();
  }

  @Test
  void cancelsAnOrderOnce(EventPublisher publisher, RecordedEvents events) {
    OrderService service = new OrderService(publisher);
    Order order = service.place("Ada", 900, "lamp");

    service.cancel(order.number());
    service.cancel(order.number());

    assertThat(events)
        .publishedInOrder(event("order.placed"), event("order.cancelled").withData(order))
        .publishedOnce(event("order.cancelled"));
  }

  @Test
  void billsWhatCostsSomething(EventPublisher publisher, RecordedEvents events) {
    OrderService service = new OrderService(publisher);
    service.place("Ada", 900, "lamp");
    service.place("Max", 0, "colour chart");

    assertThat(events)
        .deliveredOnlyTo("billing", event("order.placed").with("customer", "Ada"))
        .filteredBy("billing", event().with("customer", "Max"))
        .nothingDeliveredTo("large-orders");
  }

  @Test
  void showsLargeOrders(EventPublisher publisher, RecordedEvents events) {
    OrderService service = new OrderService(publisher);
    Order order = service.place("Ada", 150_000, "desk");
    service.cancel(order.number());

    assertThat(events)
        .deliveredOnlyTo("large-orders", event("order.placed").where("total > 1000"))
        .deliveredInOrderTo("billing", event("order.placed"), event("order.cancelled"));
  }

  @Test
  void billsInOrderOnceBillingIsBack(TestEmitters test, RecordedEvents events) {
    test.script("billing").answerNext(503, Duration.ofHours(1)).failNext(2);
    OrderService service = new OrderService(test.emitters());
    service.place("Ada", 900, "lamp");
    service.place("Eve", 1900, "table");

    assertThat(events)
        .nothingDeliveredTo("billing")
        .deliveredTo("large-orders", event().with("customer", "Eve"));
    test.advance(Duration.ofHours(2));
    assertThat(events)
        .failedAttempts("billing", 3)
        .deliveredInOrderTo(
            "billing", event().with("customer", "Ada"), event().with("customer", "Eve"));
  }

  @Test
  void keepsTheBillsWhileBillingIsGone(TestEmitters test, RecordedEvents events) {
    test.script("billing").failWhile(delivery -> true);
    new OrderService(test.emitters()).place("Ada", 900, "lamp");
    test.advanceUntilIdle(Duration.ofDays(1));
    assertThat(events).emitterIs("billing", EmitterState.DISABLED);

    test.script("billing").mend();
    test.emitters().enable("billing");
    assertThat(events).deliveredTo("billing", event("order.placed").with("customer", "Ada"));
  }
}
