package dev.emitter.examples.quickstart;

import dev.emitter.EventPublisher;
import dev.emitter.topic.Topic;
import java.math.BigDecimal;
import java.time.Instant;

/** An application that publishes; which emitters carry its events is said by JSON files alone. */
public final class Shop {

  /** An order, as the shop knows it. */
  public record Order(long number, String customer, BigDecimal total, Instant placedAt) {}

  private final EventPublisher events;

  /** Creates a shop that tells of its orders through this publisher. */
  public Shop(EventPublisher events) {
    this.events = events;
  }

  /** Takes an order of a customer in a region. */
  public void place(String region, Order order) {
    events.publish(Topic.of("orders", region, "placed"), "order.placed", order);
  }

  /** Gives up an order of a customer in a region. */
  public void cancel(String region, Order order) {
    events.publish(Topic.of("orders", region, "cancelled"), "order.cancelled", order);
  }
}
