package dev.emitter.testkit.guide;

import static dev.emitter.testkit.EmitterAssertions.assertThat;
import static dev.emitter.testkit.EmitterAssertions.event;

import dev.emitter.EventPublisher;
import dev.emitter.testkit.Definitions;
import dev.emitter.testkit.EmitterExtension;
import dev.emitter.testkit.RecordedEvents;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(EmitterExtension.class)
@Definitions("src/test/resources/guide-emitters")
final class OrderServiceTest {

  @Test
  void tellsBillingOfLargeOrders(EventPublisher publisher, RecordedEvents events) {
    OrderService service = new OrderService(publisher);

    service.place(new Order("4711", 140, "de"));
    service.place(new Order("4712", 20, "de"));

    assertThat(events)
        .publishedInOrder(event().with("number", "4711"), event().with("number", "4712"))
        .deliveredTo("billing", event("order.placed").with("number", "4711"))
        .filteredBy("billing", event("order.placed").with("total", 20))
        .neverPublished(event("order.cancelled"));
  }
}
