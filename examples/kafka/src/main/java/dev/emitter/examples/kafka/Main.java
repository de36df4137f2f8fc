package dev.emitter.examples.kafka;

import dev.emitter.Emitters;
import dev.emitter.topic.Topic;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Publishes orders of two customers, and shows the records they became: each customer's are in one
 * partition, in order.
 */
public final class Main {

  /** What was ordered. */
  record Order(long number, String customer, String article) {}

  private Main() {}

  /**
   * Runs the example with the brokers of the variable {@code KAFKA_BROKERS}, or with one of its own
   * if it is not set.
   *
   * @param args the folder of definitions; {@code emitters} if there is none
   */
  public static void main(String[] args) throws Exception {
    Path definitions = Path.of(args.length == 0 ? "emitters" : args[0]);
    run(definitions, System.getenv("KAFKA_BROKERS")).forEach(System.out::println);
  }

  /** Runs the example and returns a line for each record. */
  static List<String> run(Path definitions, @Nullable String brokers) throws Exception {
    if (brokers != null) {
      return publishAndRead(definitions, brokers);
    }
    try (LocalBroker broker = LocalBroker.start()) {
      return publishAndRead(definitions, broker.address());
    }
  }

  private static List<String> publishAndRead(Path definitions, String brokers) throws Exception {
    OrdersTopic topic = new OrdersTopic(brokers);
    topic.make();
    Map<String, String> environment = Map.of("KAFKA_BROKERS", brokers);
    try (Emitters emitters =
        Emitters.builder()
            .source(URI.create("https://shop.example"))
            .environment(environment::get)
            .definitions(definitions)
            .start()) {
      Topic orders = Topic.of("orders", "eu");
      emitters.publish(orders, "order.placed", new Order(1, "ada", "lamp"));
      emitters.publish(orders, "order.placed", new Order(2, "joe", "chair"));
      emitters.publish(orders, "order.placed", new Order(3, "ada", "table"));
      emitters.publish(orders, "order.cancelled", new Order(1, "ada", "lamp"));
    }
    return topic.lines();
  }
}
