package dev.emitter.testkit.guide;

import static dev.emitter.testkit.EmitterAssertions.assertThat;
import static dev.emitter.testkit.EmitterAssertions.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.testkit.EmitterExtension;
import dev.emitter.testkit.RecordedEvents;
import dev.emitter.testkit.TestEmitters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The patterns of the guide. */
@ExtendWith(EmitterExtension.class)
final class PatternsTest {

  @Test
  void findWhatTheyDescribe(TestEmitters test, RecordedEvents events) {
    new OrderService(test.emitters()).place(new Order("4711", 140, "de"));
    assertThat(events)
        .published(event("order.placed").on("orders")) // or below, as a subscription
        .published(event().from("urn:test").withAttribute("datacontenttype", "application/json"))
        .published(event().with("total", 140)) // also lines[0].sku, or /lines/0/sku
        .published(event().withData(new Order("4711", 140, "de"))) // equal as JSON
        .published(event().where("total > 100 and event.type = \"order.placed\"")) // FEEL
        .published(event().withData(Order.class, order -> assertThat(order.number()).hasSize(4)));
  }
}
