package dev.emitter.testkit;

import dev.emitter.EventPublisher;
import dev.emitter.topic.Topic;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Events of orders with ids that tests know. */
final class Orders {

  static final Topic EU = Topic.of("orders", "eu");
  static final Topic US = Topic.of("orders", "us");

  private Orders() {}

  record Customer(String name, String country) {}

  record Order(String number, int total, Customer customer) {}

  static CloudEvent event(String id, String type, String json) {
    return CloudEventBuilder.v1()
        .withId(id)
        .withSource(URI.create("https://shop.example"))
        .withType(type)
        .withTime(OffsetDateTime.of(2026, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC))
        .withData("application/json", json.getBytes(StandardCharsets.UTF_8))
        .build();
  }

  static CloudEvent placed(String id, int total, String country) {
    return event(
        id,
        "order.placed",
        """
        {"number":"%s","total":%d,"customer":{"name":"Ada","country":"%s"},"lines":[{"sku":"tea"}]}\
        """
            .formatted(id, total, country));
  }

  /** Publishes an order placed in France, which is not enough, and one cancelled in the US. */
  static void publishTwo(EventPublisher publisher) {
    publisher.publish(EU, placed("4711", 40, "FR"));
    publisher.publish(US, event("4712", "order.cancelled", "{\"number\":\"4712\"}"));
  }
}
