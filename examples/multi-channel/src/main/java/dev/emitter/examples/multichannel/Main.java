package dev.emitter.examples.multichannel;

import dev.emitter.Emitters;
import dev.emitter.EventPublisher;
import dev.emitter.topic.Topic;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/** Publishes five events; which channels carry them is said in the folder {@code emitters}. */
public final class Main {

  /** Who orders. */
  record Customer(String name, String tier) {}

  /** What is ordered. */
  record Order(long number, Customer customer, int total) {}

  /** What is paid back. */
  record Refund(long order, int amount) {}

  private Main() {}

  /**
   * Runs the example.
   *
   * @param args the folder of definitions, {@code emitters} if there is none; and the folder to
   *     write to, {@code out} if there is none
   */
  public static void main(String[] args) throws IOException {
    Path definitions = Path.of(args.length == 0 ? "emitters" : args[0]);
    Path out = Path.of(args.length < 2 ? "out" : args[1]);
    run(definitions, out, event -> System.out.println("the warehouse got " + event));
  }

  /** Runs the example and hands on what the warehouse gets. */
  static void run(Path definitions, Path out, Consumer<String> warehouseEvents) throws IOException {
    try (Warehouse warehouse = Warehouse.start(warehouseEvents)) {
      Map<String, String> environment =
          Map.of("OUT", out.toString(), "WAREHOUSE_URL", warehouse.url());
      try (Emitters emitters =
          Emitters.builder()
              .source(URI.create("https://shop.example"))
              .environment(environment::get)
              .definitions(definitions)
              .start()) {
        publish(emitters);
        emitters.awaitIdle(Duration.ofSeconds(20));
      }
    }
  }

  private static void publish(EventPublisher events) {
    Customer ada = new Customer("Ada", "gold");
    Customer max = new Customer("Max", "silver");
    Topic europe = Topic.of("orders", "eu");
    events.publish(europe, "order.placed", new Order(1, ada, 1500));
    events.publish(europe, "order.placed", new Order(2, max, 2500));
    events.publish(Topic.of("orders", "us"), "order.placed", new Order(3, ada, 3500));
    events.publish(europe, "order.cancelled", new Order(2, max, 2500));
    events.publish(Topic.of("payments"), "payment.refunded", new Refund(2, 2500));
  }
}
