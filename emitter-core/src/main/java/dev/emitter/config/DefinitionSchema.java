package dev.emitter.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.emitter.channel.Audience;
import dev.emitter.channel.ChannelProvider;
import dev.emitter.channel.Parameter;
import dev.emitter.event.Json;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The JSON Schema (draft 7, which editors know) of operators' definition files, made from the
 * declarations that validation uses. It accepts every file that is accepted, and refuses what a
 * schema can tell. Thread-safe.
 */
public final class DefinitionSchema {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private DefinitionSchema() {}

  /** Returns the schema for these types, indented; always the same text for the same types. */
  public static String json(ChannelTypes types) {
    return text(schema(types));
  }

  /** Returns a schema, indented. */
  static String text(ObjectNode schema) {
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
    try {
      return Json.MAPPER.writer(printer).writeValueAsString(schema) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can be written", e);
    }
  }

  private static ObjectNode schema(ChannelTypes types) {
    ObjectNode schema = JSON.objectNode();
    schema.put("$schema", "http://json-schema.org/draft-07/schema#");
    schema.put("title", "Definition of an emitter");
    schema.setAll(new ParameterSchema(false, special(types)).object(DefinitionMembers.ALL));
    types.all().forEach(type -> schema.withArray("/allOf").add(whenOf(type)));
    return schema;
  }

  private static Map<Parameter, ObjectNode> special(ChannelTypes types) {
    return Map.of(
        DefinitionMembers.ID, id(),
        DefinitionMembers.TYPE, type(types),
        DefinitionMembers.FILTER, filter(),
        DefinitionMembers.MESSAGES, distinct(DefinitionMembers.MESSAGES),
        DeliveryMembers.AFTER, distinct(DeliveryMembers.AFTER),
        DeliveryMembers.START_FROM, text(StartFromText.PATTERN));
  }

  private static ObjectNode id() {
    ObjectNode schema = text("^[^/\\u0000-\\u001f\\u007f-\\u009f]+$");
    schema.put("maxLength", DefinitionMembers.LONGEST_ID);
    schema.set("not", JSON.objectNode().put("pattern", "^\\.+$"));
    return schema;
  }

  private static ObjectNode type(ChannelTypes types) {
    ObjectNode named = JSON.objectNode();
    types.names().forEach(named.putArray("enum")::add);
    ObjectNode schema = ParameterSchema.node("string");
    String any =
        types.names().stream().map(DefinitionSchema::ignoringCase).collect(Collectors.joining("|"));
    schema.putArray("anyOf").add(named).add(JSON.objectNode().put("pattern", "^(" + any + ")$"));
    return schema;
  }

  /** Returns a regular expression; not every editor knows a flag for it. */
  private static String ignoringCase(String name) {
    return name.codePoints().mapToObj(DefinitionSchema::eitherCase).collect(Collectors.joining());
  }

  private static String eitherCase(int c) {
    String upper = Character.toString(Character.toUpperCase(c));
    String lower = Character.toString(Character.toLowerCase(c));
    String plain = Character.isLetterOrDigit(c) ? lower : "\\" + lower;
    return upper.equals(lower) ? plain : "[" + upper + lower + "]";
  }

  private static ObjectNode filter() {
    ObjectNode schema = JSON.objectNode();
    schema
        .putArray("anyOf")
        .add(ParameterSchema.node("string").put("minLength", 1))
        .add(ParameterSchema.node("object").put("minProperties", 1).put("maxProperties", 1));
    return schema;
  }

  private static ObjectNode distinct(Parameter list) {
    ObjectNode schema = new ParameterSchema(false, Map.of()).of(list);
    return schema.put("uniqueItems", true);
  }

  private static ObjectNode text(String pattern) {
    return ParameterSchema.node("string").put("pattern", pattern);
  }

  private static ObjectNode whenOf(ChannelProvider type) {
    ObjectNode rule = JSON.objectNode();
    ObjectNode condition = rule.putObject("if");
    condition
        .putObject("properties")
        .set("type", JSON.objectNode().put("pattern", "^" + ignoringCase(type.type()) + "$"));
    condition.putArray("required").add("type");
    rule.set("then", thenOf(type));
    return rule;
  }

  private static ObjectNode thenOf(ChannelProvider type) {
    List<Parameter> parameters = type.parameters();
    ObjectNode schema = JSON.objectNode();
    ObjectNode object = new ParameterSchema(true, Map.of()).object(parameters);
    schema.putObject("properties").set("parameters", object);
    if (parameters.stream().anyMatch(Parameter::required)) {
      schema.withArray("/required").add("parameters");
    }
    if (type.audience() == Audience.USERS_ONLY) {
      schema.withArray("/required").add("owner");
    }
    if (type.audience() == Audience.SYSTEM_ONLY) {
      schema.putObject("not").putArray("required").add("owner");
    }
    return schema;
  }
}
