package dev.emitter.examples.orderservice;

import dev.emitter.EventPublisher;
import dev.emitter.topic.Topic;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Takes orders and gives them up again, and publishes what happened. Thread-safe. */
public final class OrderService {

  private static final Topic TOPIC = Topic.of("orders");

  private final EventPublisher events;
  private final AtomicLong numbers = new AtomicLong();
  private final Map<Long, Order> open = new ConcurrentHashMap<>();

  /** Creates a service that tells of its orders through this publisher. */
  public OrderService(EventPublisher events) {
    this.events = events;
  }

  /**
   * Takes an order.
   *
   * @throws IllegalArgumentException if nothing is ordered
   */
  public Order place(String customer, long total, String... articles) {
    if (articles.length == 0) {
      throw new IllegalArgumentException("articles: an order needs at least one");
    }
    Order order = new Order(numbers.incrementAndGet(), customer, total, List.of(articles));
    open.put(order.number(), order);
    events.publish(TOPIC, "order.placed", order);
    return order;
  }

  /** Gives up an order and returns whether there was one; nothing is published if not. */
  public boolean cancel(long number) {
    Order order = open.remove(number);
    if (order == null) {
      return false;
    }
    events.publish(TOPIC, "order.cancelled", order);
    return true;
  }
}
