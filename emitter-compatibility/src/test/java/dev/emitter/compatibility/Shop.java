package dev.emitter.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.Emitters;
import dev.emitter.EmittersBuilder;
import dev.emitter.topic.Topic;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;

/** An application that publishes orders; its emitters are files of a folder. */
final class Shop implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** What was ordered. */
  record Order(int number, String customer, int total) {}

  private final Emitters emitters;

  private Shop(Emitters emitters) {
    this.emitters = emitters;
  }

  /** Opens the shop with the definitions of a folder. */
  static Shop open(Path definitions) {
    return open(definitions, Map.of(), UnaryOperator.identity());
  }

  static Shop open(
      Path definitions, Map<String, String> environment, UnaryOperator<EmittersBuilder> more) {
    EmittersBuilder builder =
        Emitters.builder()
            .source(URI.create("https://shop.example"))
            .environment(environment::get)
            .refuseBrokenDefinitions(true)
            .definitions(definitions);
    return new Shop(more.apply(builder).start());
  }

  /** Writes a definition of an emitter of large orders. */
  static void define(Path folder, String id, String type, String parameters) throws IOException {
    Files.createDirectories(folder);
    String json =
        """
        {
          "type": "%s",
          "topics": [["orders"]],
          "messages": ["order.placed"],
          "filter": "total >= 100 and customer != \\"eve\\"",
          "delivery": {"retry": {"initialDelay": "10ms"}},
          "parameters": %s
        }
        """;
    Files.writeString(folder.resolve(id + ".json"), json.formatted(type, parameters));
  }

  /** Publishes five orders, of which the definitions select those numbered 1 and 4. */
  void trade() {
    place(new Order(1, "ada", 100));
    place(new Order(2, "bob", 99));
    place(new Order(3, "eve", 500));
    place(new Order(4, "dan", 4000));
    emitters.publish(Topic.of("orders", "eu"), "order.cancelled", new Order(1, "ada", 100));
  }

  void place(Order order) {
    emitters.publish(Topic.of("orders", "eu"), "order.placed", order);
  }

  /** Waits until everything is delivered. */
  void awaitDelivered() {
    assertThat(emitters.awaitIdle(PATIENCE)).as("%s", emitters.status()).isTrue();
  }

  Emitters emitters() {
    return emitters;
  }

  @Override
  public void close() {
    emitters.close();
  }
}
