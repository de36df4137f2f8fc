package dev.emitter.topic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import dev.emitter.problem.Suggestion;
import io.cloudevents.CloudEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Holds one event against a catalogue. */
final class CatalogueCheck {

  /** A longer name is shown in part, and nothing is near to it. */
  private static final int LONGEST_SHOWN = 100;

  private final Catalogue catalogue;
  private final Topic topic;

  CatalogueCheck(Catalogue catalogue, Topic topic) {
    this.catalogue = catalogue;
    this.topic = topic;
  }

  List<String> faults(CloudEvent event, JsonNode data) {
    Catalogue.Declaration declaration = catalogue.declaration(topic);
    if (declaration == null) {
      return List.of(
          "topic "
              + quoted(topic.first())
              + " is not declared in the catalogue; declare it or publish on a declared topic"
              + hint(topic.first(), catalogue.declarations().keySet()));
    }
    Catalogue.MessageType message = declaration.messages().get(event.getType());
    if (message == null) {
      return List.of(
          "type "
              + quoted(event.getType())
              + " is not declared for topic "
              + quoted(topic.first())
              + "; declare it or publish a declared type"
              + hint(event.getType(), declaration.messages().keySet()));
    }
    return dataFaults(message, data);
  }

  private static List<String> dataFaults(Catalogue.MessageType message, JsonNode data) {
    if (data.isMissingNode() || data.isNull() || message.fields().isEmpty()) {
      return List.of();
    }
    if (!data.isObject()) {
      return List.of(
          "data is " + kind(data) + ", but type " + quoted(message.name()) + " declares an object");
    }
    List<String> faults = new ArrayList<>();
    for (Catalogue.Field field : message.fields().values()) {
      JsonNode value = data.get(field.name());
      if (value != null && !value.isNull() && !fits(field.type(), value)) {
        faults.add(
            "data field "
                + quoted(field.name())
                + " is "
                + kind(value)
                + ", but type "
                + quoted(message.name())
                + " declares it as "
                + field.type());
      }
    }
    return List.copyOf(faults);
  }

  private static boolean fits(String type, JsonNode value) {
    return switch (type.toLowerCase(Locale.ROOT)) {
      case "string" -> value.isTextual();
      case "number" -> value.isNumber();
      case "boolean" -> value.isBoolean();
      case "array" -> value.isArray();
      case "object" -> value.isObject();
      default -> true;
    };
  }

  private static String kind(JsonNode value) {
    JsonNodeType type = value.getNodeType();
    boolean vowel = type == JsonNodeType.ARRAY || type == JsonNodeType.OBJECT;
    return (vowel ? "an " : "a ") + type.name().toLowerCase(Locale.ROOT);
  }

  private static String hint(String given, Collection<String> names) {
    @Nullable String nearest =
        given.length() > LONGEST_SHOWN ? null : Suggestion.nearest(given, names);
    return nearest == null ? "" : "; " + nearest;
  }

  private static String quoted(String name) {
    return '"'
        + (name.length() > LONGEST_SHOWN ? name.substring(0, LONGEST_SHOWN) + "..." : name)
        + '"';
  }
}
