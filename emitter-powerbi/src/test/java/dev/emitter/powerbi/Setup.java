package dev.emitter.powerbi;

import dev.emitter.Emitters;
import dev.emitter.EmittersBuilder;
import dev.emitter.config.Identities;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.definition.Identity;
import dev.emitter.definition.Secret;
import dev.emitter.delivery.InMemoryDeliveryLog;
import dev.emitter.delivery.TimeSource;
import dev.emitter.topic.Topic;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Definitions, identities and events for a {@link FakePowerBi}. */
final class Setup {

  static final Topic TOPIC = Topic.of("orders");
  static final String MESSAGE = "OrderPlaced";
  static final String TIME = "2026-01-01T10:00:00+02:00";

  private Setup() {}

  /** Returns the identity of the application that the fake knows. */
  static Identity application(FakePowerBi fake) {
    return new Identity.OAuth2(
        fake.tokenUri(), FakePowerBi.CLIENT, Secret.of(FakePowerBi.SECRET), List.of());
  }

  static Identities identities(FakePowerBi fake) {
    return Identities.of(Map.of("power-bi", application(fake))).withUsers("power-bi", Set.of("*"));
  }

  /** Starts emitters that know the identity {@code power-bi}. */
  static EmittersBuilder emitters(FakePowerBi fake, TimeSource time) {
    return Emitters.builder()
        .source(URI.create("https://shop.example"))
        .identities(identities(fake))
        .deliveryLog(new InMemoryDeliveryLog(time.clock()))
        .closeGrace(Duration.ZERO)
        .time(time);
  }

  /** Begins a definition with two columns; batches wait for nothing. */
  static EmitterDefinition.Builder definition(String id, FakePowerBi fake) {
    return definition(id, fake, "EventId", "String", "event.id", "Number", "Int64", "number");
  }

  /** Begins a definition with these columns: name, type and lookup by turns. */
  static EmitterDefinition.Builder definition(String id, FakePowerBi fake, String... columns) {
    List<Object> all = new ArrayList<>();
    for (int i = 0; i < columns.length; i += 3) {
      all.add(Map.of("name", columns[i], "type", columns[i + 1], "lookup", columns[i + 2]));
    }
    return EmitterDefinition.builder(id, "PowerBI")
        .topic("orders")
        .messages(MESSAGE)
        .identityRef("power-bi")
        .parameter("id", FakePowerBi.DATASET)
        .parameter("schema", "Sales")
        .parameter("name", "Orders")
        .parameter("group", FakePowerBi.GROUP)
        .parameter("endpoint", fake.endpoint().toString())
        .parameter("batch", Map.of("max", 1000, "wait", "0ms"))
        .parameter("columns", all);
  }

  /** Returns an event with this data. */
  static CloudEvent event(String id, String json) {
    return CloudEventBuilder.v1()
        .withId(id)
        .withSource(URI.create("https://shop.example/eu"))
        .withType(MESSAGE)
        .withTime(OffsetDateTime.parse(TIME))
        .withData("application/json", json.getBytes(StandardCharsets.UTF_8))
        .build();
  }

  static CloudEvent numbered(int number) {
    return event("e" + number, "{\"number\":" + number + "}");
  }
}
