package dev.emitter.config;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.emitter.channel.Parameter;
import java.util.List;
import java.util.Map;

/** Writes declarations as JSON Schema (draft 7). Not thread-safe. */
final class ParameterSchema {

  private static final String PLACEHOLDER = "\\$\\{(env|file):.+\\}";

  private final boolean placeholders;
  private final Map<Parameter, ObjectNode> special;

  /**
   * Creates a writer.
   *
   * @param placeholders whether a string may hold placeholders
   * @param special what a declaration cannot say, by declaration
   */
  ParameterSchema(boolean placeholders, Map<Parameter, ObjectNode> special) {
    this.placeholders = placeholders;
    this.special = special;
  }

  /** Returns the schema of an object with these members and no others. */
  ObjectNode object(List<Parameter> members) {
    ObjectNode schema = node("object");
    ObjectNode properties = schema.putObject("properties");
    members.forEach(member -> properties.set(member.name(), of(member)));
    List<String> required =
        members.stream().filter(Parameter::required).map(Parameter::name).toList();
    if (!required.isEmpty()) {
      required.forEach(schema.putArray("required")::add);
    }
    return schema.put("additionalProperties", false);
  }

  ObjectNode of(Parameter parameter) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    schema.put("description", parameter.meaning());
    Object otherwise = parameter.defaultValue();
    if (otherwise != null) {
      schema.putPOJO("default", otherwise);
    }
    ObjectNode given = special.get(parameter);
    return schema.setAll(given == null ? value(parameter) : given);
  }

  private ObjectNode value(Parameter parameter) {
    return switch (parameter.type()) {
      case BOOLEAN -> node("boolean");
      case INTEGER -> bounded(node("integer"), parameter, "minimum", "maximum");
      case NUMBER -> bounded(node("number"), parameter, "minimum", "maximum");
      case LIST -> list(parameter);
      case MAP -> map(parameter);
      case OBJECT -> object(parameter.members());
      case JSON, MAPPING, ENVELOPE -> notNull();
      default -> orPlaceholder(text(parameter));
    };
  }

  private ObjectNode list(Parameter parameter) {
    ObjectNode schema = bounded(node("array"), parameter, "minItems", "maxItems");
    schema.set("items", item(parameter));
    return schema;
  }

  private ObjectNode map(Parameter parameter) {
    ObjectNode schema = bounded(node("object"), parameter, "minProperties", "maxProperties");
    schema.set("additionalProperties", item(parameter));
    return schema;
  }

  private ObjectNode item(Parameter parameter) {
    return parameter.members().isEmpty() ? node("string") : of(parameter.members().get(0));
  }

  private static ObjectNode text(Parameter parameter) {
    ObjectNode schema = node("string");
    if (!parameter.allowed().isEmpty()) {
      parameter.allowed().forEach(schema.putArray("enum")::add);
    }
    return switch (parameter.type()) {
      case DURATION -> schema.put("pattern", Durations.PATTERN);
      case URI -> schema.put("pattern", "^[A-Za-z][A-Za-z0-9+.-]*:");
      case EXPRESSION -> schema.put("pattern", "\\S");
      case STRING -> bounded(schema, parameter, "minLength", "maxLength");
      default -> schema.put("minLength", 1);
    };
  }

  /** Returns the schema, which a string with a placeholder need not fit before it is resolved. */
  private ObjectNode orPlaceholder(ObjectNode schema) {
    if (!placeholders || schema.size() == 1) {
      return schema;
    }
    ObjectNode either = JsonNodeFactory.instance.objectNode();
    either.putArray("anyOf").add(schema).add(node("string").put("pattern", PLACEHOLDER));
    return either;
  }

  private static ObjectNode bounded(
      ObjectNode schema, Parameter parameter, String least, String most) {
    Long minimum = parameter.minimum();
    Long maximum = parameter.maximum();
    if (minimum != null) {
      schema.put(least, minimum);
    }
    if (maximum != null && maximum != Integer.MAX_VALUE) {
      schema.put(most, maximum);
    }
    return schema;
  }

  static ObjectNode node(String type) {
    return JsonNodeFactory.instance.objectNode().put("type", type);
  }

  private static ObjectNode notNull() {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    schema.set("not", node("null"));
    return schema;
  }
}
