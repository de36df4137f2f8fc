package dev.emitter.config;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.emitter.definition.DeliverySettings;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.definition.NotifySettings;
import org.jspecify.annotations.Nullable;

/** Writes definitions as the JSON that {@link DefinitionReader} reads. Thread-safe. */
public final class DefinitionJson {

  private DefinitionJson() {}

  /** Returns the definition with every member that does not have its default, as a new object. */
  public static ObjectNode write(EmitterDefinition definition) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    putText(json, "$comment", definition.comment());
    putText(json, "description", definition.description());
    json.put("id", definition.id()).put("type", definition.type());
    putSelection(json, definition);
    putText(json, "owner", definition.owner());
    putText(json, "identityRef", definition.identityRef());
    if (!definition.parameters().isEmpty()) {
      json.set("parameters", definition.parameters());
    }
    if (!definition.enabled()) {
      json.put("enabled", false);
    }
    if (!definition.delivery().equals(DeliverySettings.DEFAULT)) {
      json.set("delivery", delivery(definition.delivery()));
    }
    NotifySettings notification = definition.notification();
    if (notification != null) {
      ObjectNode notify = json.putObject("notify");
      add(notify.putArray("to"), notification.to());
      add(
          notify.putArray("on"),
          notification.on().stream().sorted().map(DeliveryMembers::name).toList());
    }
    return json;
  }

  /** Puts which events it is for. */
  private static void putSelection(ObjectNode json, EmitterDefinition definition) {
    if (!definition.subscription().isEverything()) {
      ArrayNode topics = json.putArray("topics");
      definition.subscription().topics().forEach(topic -> add(topics.addArray(), topic.segments()));
    }
    if (!definition.messages().isEmpty()) {
      add(json.putArray("messages"), definition.messages().stream().sorted().toList());
    }
    if (definition.filter() != null) {
      json.set("filter", definition.filter());
    }
  }

  private static void putText(ObjectNode json, String member, @Nullable String text) {
    if (text != null) {
      json.put(member, text);
    }
  }

  private static void add(ArrayNode array, Iterable<String> texts) {
    texts.forEach(array::add);
  }

  private static ObjectNode delivery(DeliverySettings settings) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.putObject("retry")
        .put("initialDelay", Durations.format(settings.initialDelay()))
        .put("maxDelay", Durations.format(settings.maxDelay()))
        .put("maxAttempts", settings.maxAttempts());
    ObjectNode disable =
        json.putObject("disable")
            .put("afterFailures", settings.disableAfter())
            .put("over", Durations.format(settings.disableOver()));
    if (settings.disablePerDay() != DeliverySettings.BY_CHANNEL) {
      disable.put("perDay", settings.disablePerDay());
    }
    json.put("onRejected", DeliveryMembers.name(settings.onRejected()))
        .put("ordering", DeliveryMembers.name(settings.ordering()))
        .put("maxInFlight", settings.maxInFlight())
        .put("queueCapacity", settings.queueCapacity())
        .put("startFrom", StartFromText.write(settings.startFrom()));
    if (!settings.after().isEmpty()) {
      add(json.putArray("after"), settings.after());
    }
    if (!settings.slowAfter().equals(DeliverySettings.DEFAULT.slowAfter())) {
      json.put("slowAfter", Durations.format(settings.slowAfter()));
    }
    return json;
  }
}
