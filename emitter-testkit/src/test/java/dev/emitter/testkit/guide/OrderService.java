package dev.emitter.testkit.guide;

import dev.emitter.EventPublisher;
import dev.emitter.topic.Topic;

/** The code under test in the guide. */
final class OrderService {

  private final EventPublisher publisher;

  OrderService(EventPublisher publisher) {
    this.publisher = publisher;
  }

  void place(Order order) {
    publisher.publish(Topic.of("orders", order.country()), "order.placed", order);
  }

  void cancel(Order order) {
    publisher.publish(Topic.of("orders", order.country()), "order.cancelled", order);
  }
}
