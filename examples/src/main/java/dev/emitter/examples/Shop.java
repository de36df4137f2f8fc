package dev.emitter.examples;

import dev.emitter.Emitters;
import dev.emitter.EventPublisher;
import dev.emitter.topic.Topic;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
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

  /** Takes an order of a customer in a country. */
  public void place(String country, Order order) {
    events.publish(Topic.of("orders", country), "order.placed", order);
  }

  /**
   * Takes two orders and ends.
   *
   * @param args the folder of definitions
   */
  public static void main(String[] args) {
    try (Emitters emitters =
        Emitters.builder()
            .source(URI.create("https://shop.example"))
            .definitions(Path.of(args[0]))
            .start()) {
      Shop shop = new Shop(emitters);
      shop.place("fr", new Order(1, "ada@shop.example", new BigDecimal("99.90"), Instant.now()));
      shop.place("de", new Order(2, "max@shop.example", new BigDecimal("12.00"), Instant.now()));
    }
  }
}
