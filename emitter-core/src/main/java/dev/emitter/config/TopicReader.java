package dev.emitter.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.emitter.channel.ParameterValues;
import dev.emitter.topic.Catalogue;
import dev.emitter.topic.SecurityConstraint;
import dev.emitter.topic.Topic;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes the declarations of topics of JSON objects. Not thread-safe. */
final class TopicReader {

  private final Map<String, SecurityConstraint> constraints;
  private final ParameterReader reader;
  private final Faults faults;

  TopicReader(Map<String, SecurityConstraint> constraints, Faults faults) {
    this.constraints = constraints;
    this.reader = ParameterReader.lenient(faults);
    this.faults = faults;
  }

  Catalogue.Declaration read(String name, JsonNode node) {
    String path = JsonPaths.member(JsonPaths.ROOT, name);
    if (name.isEmpty() || name.equals(Topic.RESERVED)) {
      String why = name.isEmpty() ? "is empty" : "is reserved for the library's own events";
      faults.add(path, "the topic " + Found.text(name) + " " + why, "name another topic");
    }
    ParameterValues values = reader.read(CatalogueMembers.TOPIC, node, path);
    String security = text(values, "security");
    return new Catalogue.Declaration(
        name,
        text(values, "description"),
        values.list("subTopicsDescription").stream().map(String.class::cast).toList(),
        security,
        constraints.getOrDefault(security, SecurityConstraint.administrators()),
        values.bool("enabled", true),
        messages(values.list("messages"), JsonPaths.member(path, "messages")));
  }

  private Map<String, Catalogue.MessageType> messages(List<?> list, String path) {
    Map<String, Catalogue.MessageType> messages = new LinkedHashMap<>();
    for (int i = 0; i < list.size(); i++) {
      ParameterValues values = (ParameterValues) list.get(i);
      String item = JsonPaths.item(path, i);
      String name = text(values, "name");
      Catalogue.MessageType message =
          new Catalogue.MessageType(
              name,
              text(values, "description"),
              values.bool("enabled", true),
              fields(values.list("fields"), JsonPaths.member(item, "fields")));
      once(messages.putIfAbsent(name, message), name, item);
    }
    return messages;
  }

  private Map<String, Catalogue.Field> fields(List<?> list, String path) {
    Map<String, Catalogue.Field> fields = new LinkedHashMap<>();
    for (int i = 0; i < list.size(); i++) {
      ParameterValues values = (ParameterValues) list.get(i);
      String name = text(values, "name");
      Catalogue.Field field =
          new Catalogue.Field(
              name, text(values, "type"), text(values, "description"), example(values));
      once(fields.putIfAbsent(name, field), name, JsonPaths.item(path, i));
    }
    return fields;
  }

  private void once(@Nullable Object before, String name, String path) {
    if (before != null && !name.isEmpty()) {
      faults.add(path + ".name", "found " + Found.text(name) + " twice; declare it once");
    }
  }

  private static @Nullable String example(ParameterValues values) {
    JsonNode example = values.json("example");
    return example == null || example.isTextual()
        ? (example == null ? null : example.textValue())
        : example.toString();
  }

  private static String text(ParameterValues values, String name) {
    return Objects.requireNonNullElse(values.string(name), "");
  }
}
