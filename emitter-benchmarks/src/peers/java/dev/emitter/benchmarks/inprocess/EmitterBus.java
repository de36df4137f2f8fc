package dev.emitter.benchmarks.inprocess;

import dev.emitter.Emitters;
import dev.emitter.log.EventLog;
import dev.emitter.topic.Topic;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;

/** Ours: the event is completed, validated, appended to a log, matched, and handed to a handler. */
final class EmitterBus implements Bus {

  private static final Topic TOPIC = Topic.of("orders", "eu");
  private static final CloudEvent READY =
      CloudEventBuilder.v1()
          .withId("order-4711")
          .withSource(URI.create("https://shop.example"))
          .withType("order.placed")
          .withData(
              "application/json",
              ("{\"id\":\"order-4711\",\"customer\":\"customer@example.com\",\"cents\":12990,"
                      + "\"items\":[\"book\",\"pencil\",\"lamp\",\"desk\"]}")
                  .getBytes(StandardCharsets.UTF_8))
          .build();

  private final Emitters emitters;
  private final BiConsumer<Emitters, Order> publishing;
  private final LongAdder handled = new LongAdder();

  private EmitterBus(EventLog log, BiConsumer<Emitters, Order> publishing) {
    this.emitters = Emitters.builder().log(log).start();
    this.publishing = publishing;
    emitters.on("count", TOPIC, (topic, event) -> handled.increment());
  }

  /** Publishes objects, which are written as JSON each time. */
  static EmitterBus ofObjects(EventLog log) {
    return new EmitterBus(log, (emitters, order) -> emitters.publish(TOPIC, "order.placed", order));
  }

  /** Publishes an event made beforehand. */
  static EmitterBus ofEvents(EventLog log) {
    return new EmitterBus(log, (emitters, order) -> emitters.publish(TOPIC, READY));
  }

  @Override
  public void publish(Order order) {
    publishing.accept(emitters, order);
  }

  @Override
  public LongAdder handled() {
    return handled;
  }

  @Override
  public void close() {
    emitters.close();
  }
}
