package dev.emitter.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.emitter.channel.ChannelProvider;
import dev.emitter.channel.Parameter;
import dev.emitter.topic.Topic;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values for the parameters that a definition must have: out of an event, or an example. */
final class ProposedParameters {

  static final String COLUMNS = "columns";
  static final String FLOW = "flow";

  private static final String BROKERS = "brokers";
  private static final String TOPIC = "topic";
  private static final String MODE = "mode";
  private static final String FLOW_TRACE = "FlowTrace";

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int MOST_COLUMNS = 50;
  private static final Map<String, String> EXAMPLES =
      Map.of(
          BROKERS,
          "broker.example:9092",
          "id",
          "00000000-0000-0000-0000-000000000000",
          "name",
          "Events",
          "path",
          "events.ndjson",
          "schema",
          "Events",
          "url",
          "https://receiver.example/events");
  private static final List<String> CHAINS =
      List.of("chainId", "correlationId", "orderId", "id", "number");

  private ProposedParameters() {}

  /**
   * Returns whether a definition has it: if it must, or goes without it in rare cases alone. A flow
   * is wanted by a type that makes nothing but flow traces, unless the event is one.
   */
  static boolean isWanted(Parameter parameter, ChannelProvider provider, String eventType) {
    if (parameter.name().equals(FLOW)) {
      return provider.parameters().stream().noneMatch(one -> one.name().equals(MODE))
          && !eventType.equals(FLOW_TRACE);
    }
    return parameter.required()
        || parameter.name().equals(BROKERS)
        || parameter.name().equals(TOPIC);
  }

  /** Returns a value, or null if the event gives none and there is no example. */
  static @Nullable JsonNode value(Parameter parameter, Topic topic, JsonNode data) {
    String name = parameter.name();
    if (name.equals(COLUMNS)) {
      return columns(data);
    } else if (name.equals(FLOW)) {
      return flow(data);
    } else if (name.equals(TOPIC)) {
      String text = String.join("-", topic.segments()).replaceAll("[^A-Za-z0-9._-]", "-");
      return TextNode.valueOf(text);
    }
    String example = EXAMPLES.get(name);
    return example == null ? null : TextNode.valueOf(example);
  }

  /** Returns a column for each member that has a place in a table, after those of the event. */
  private static @Nullable JsonNode columns(JsonNode data) {
    ArrayNode columns = JSON.arrayNode();
    add(columns, "EventId", "String", "event.id");
    add(columns, "EventTime", "DateTime", "event.time");
    int own = columns.size();
    for (Map.Entry<String, JsonNode> member : data.properties()) {
      String type = type(member.getValue());
      boolean fits = type != null && ProposedData.isName(member.getKey());
      if (fits && columns.size() < MOST_COLUMNS) {
        add(columns, member.getKey(), type, member.getKey());
      }
    }
    return columns.size() == own ? null : columns;
  }

  private static void add(
      ArrayNode columns, String name, @Nullable String type, String expression) {
    columns.addObject().put("name", name).put("type", type).put("lookup", expression);
  }

  /** Returns the type of the column for a value; null if it has no place in a table. */
  private static @Nullable String type(JsonNode value) {
    if (value.isBoolean()) {
      return "Boolean";
    } else if (value.isNumber()) {
      return value.canConvertToLong() && value.isIntegralNumber() ? "Int64" : "Double";
    }
    return value.isTextual() ? "String" : null;
  }

  /** Returns a flow of steps that have ended well, if something tells its chains. */
  private static @Nullable JsonNode flow(JsonNode data) {
    for (String name : CHAINS) {
      JsonNode value = data.path(name);
      if (value.isTextual() || value.isIntegralNumber()) {
        ObjectNode flow = JSON.objectNode().put("chainId", "string(" + name + ")");
        flow.putObject("step")
            .put("id", "event.id")
            .put("name", "event.type")
            .put("status", "\"Completed\"");
        return flow;
      }
    }
    return null;
  }
}
