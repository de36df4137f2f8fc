package dev.emitter.kafka;

import dev.emitter.channel.Channel;
import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.channel.ResolvedEmitter;
import dev.emitter.config.ChannelTypes;
import dev.emitter.config.DefinitionReader;
import dev.emitter.config.Identities;
import dev.emitter.config.Placeholders;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.definition.Identity;
import dev.emitter.event.EncodedEvent;
import dev.emitter.event.EventCompleter;
import dev.emitter.filter.FilterDialects;
import dev.emitter.topic.Topic;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A channel opened as the library would, and deliveries for it. */
final class Bench implements AutoCloseable {

  static final Topic TOPIC = Topic.of("orders", "eu");

  private static final EventCompleter COMPLETER =
      new EventCompleter(
          URI.create("https://shop.example"), Clock.systemUTC(), () -> "none", 8 << 20);

  private final Channel channel;

  private Bench(Channel channel) {
    this.channel = channel;
  }

  static EmitterDefinition.Builder definition(String brokers, String topic) {
    return EmitterDefinition.builder("orders", "Kafka")
        .parameter("brokers", brokers)
        .parameter("topic", topic);
  }

  static Bench open(KafkaChannelProvider provider, EmitterDefinition definition) {
    return open(provider, definition, null);
  }

  /** Opens the channel of a definition, which may refer to the identity as {@code id}. */
  static Bench open(
      KafkaChannelProvider provider, EmitterDefinition definition, @Nullable Identity identity) {
    ResolvedEmitter resolved = resolve(provider, definition, identity);
    return new Bench(provider.open(resolved.context()));
  }

  static ResolvedEmitter resolve(
      KafkaChannelProvider provider, EmitterDefinition definition, @Nullable Identity identity) {
    Identities identities =
        identity == null
            ? Identities.none()
            : Identities.of(Map.of("id", identity)).withUsers("id", Set.of("*"));
    return new DefinitionReader(
            ChannelTypes.of(List.of(provider)),
            FilterDialects.standard(),
            identities,
            new Placeholders(name -> null),
            Clock.systemUTC())
        .resolve(definition);
  }

  static CloudEventBuilder event(String id) {
    return CloudEventBuilder.v1()
        .withId(id)
        .withSource(URI.create("https://shop.example"))
        .withType("order.placed")
        .withTime(OffsetDateTime.parse("2026-01-01T00:00:00Z"));
  }

  static CloudEvent withData(String id, String json) {
    byte[] data = json.getBytes(StandardCharsets.UTF_8);
    return event(id).withData("application/json", data).build();
  }

  static EncodedEvent encode(CloudEvent event) {
    return COMPLETER.complete(event);
  }

  static Delivery delivery(CloudEvent event) {
    return Delivery.of("orders", TOPIC, encode(event), Instant.EPOCH);
  }

  Channel channel() {
    return channel;
  }

  List<DeliveryResult> deliver(List<CloudEvent> events) {
    List<Delivery> batch = new ArrayList<>();
    events.forEach(event -> batch.add(delivery(event)));
    return channel.deliver(batch).toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
  }

  DeliveryResult deliver(CloudEvent event) {
    return deliver(List.of(event)).get(0);
  }

  @Nullable String check() {
    return channel.check().toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join().fault();
  }

  @Override
  public void close() {
    channel.close(Duration.ofSeconds(10));
  }
}
