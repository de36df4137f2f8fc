package dev.emitter.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.emitter.channel.Parameter;
import dev.emitter.channel.ParameterType;
import dev.emitter.channel.ParameterValues;
import dev.emitter.problem.Suggestion;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a JSON object by the declarations of its members (requirement D6): every fault is added,
 * and what is right is returned. Not thread-safe.
 */
final class ParameterReader {

  private static final Parameter ANY_STRING =
      Parameter.of("item", ParameterType.STRING, "Any string.");

  private final ScalarReader scalars;
  private final Faults faults;
  private final boolean refusesUnknown;

  ParameterReader(StringValues strings, Faults faults) {
    this(strings, faults, true);
  }

  private ParameterReader(StringValues strings, Faults faults, boolean refusesUnknown) {
    this.scalars = new ScalarReader(strings, faults);
    this.faults = faults;
    this.refusesUnknown = refusesUnknown;
  }

  /**
   * Returns a reader that passes over unknown members unless they look like a misspelt known one.
   */
  static ParameterReader lenient(Faults faults) {
    return new ParameterReader(StringValues.asWritten(), faults, false);
  }

  ParameterValues read(List<Parameter> declared, JsonNode object, String path) {
    Map<String, Object> values = new LinkedHashMap<>();
    if (!object.isObject()) {
      faults.add(path, "found " + Found.kind(object) + "; an object is expected");
      return new ParameterValues(values);
    }
    unknown(declared, object, path);
    for (Parameter parameter : declared) {
      Object value = member(parameter, object.get(parameter.name()), path);
      if (value != null) {
        values.put(parameter.name(), value);
      }
    }
    return new ParameterValues(values);
  }

  private void unknown(List<Parameter> declared, JsonNode object, String path) {
    List<String> names = declared.stream().map(Parameter::name).toList();
    for (Iterator<String> given = object.fieldNames(); given.hasNext(); ) {
      String name = given.next();
      if (!names.contains(name) && (refusesUnknown || Suggestion.nearest(name, names) != null)) {
        faults.unknown(JsonPaths.member(path, name), name, names);
      }
    }
  }

  private @Nullable Object member(Parameter parameter, @Nullable JsonNode node, String path) {
    String member = JsonPaths.member(path, parameter.name());
    if (node != null) {
      return value(parameter, node, member);
    }
    if (parameter.required()) {
      String expected = Expectation.of(parameter);
      faults.add(member, "missing, but required; allowed: " + expected, parameter.meaning());
    }
    Object otherwise = parameter.defaultValue();
    return otherwise == null ? null : value(parameter, json(otherwise), member);
  }

  private static JsonNode json(Object written) {
    JsonNodeFactory factory = JsonNodeFactory.instance;
    return written instanceof Boolean truth
        ? factory.booleanNode(truth)
        : written instanceof Double number
            ? factory.numberNode(number)
            : written instanceof Number whole
                ? factory.numberNode(whole.longValue())
                : factory.textNode(written.toString());
  }

  /** Returns the value, or null after adding its faults. */
  @Nullable Object value(Parameter parameter, JsonNode node, String path) {
    return switch (parameter.type()) {
      case LIST -> list(parameter, node, path);
      case MAP -> map(parameter, node, path);
      case OBJECT ->
          node.isObject() ? read(parameter.members(), node, path) : wrong(parameter, node, path);
      case JSON -> node.isNull() ? wrong(parameter, node, path) : node;
      default -> scalars.read(parameter, node, path);
    };
  }

  private @Nullable Object list(Parameter parameter, JsonNode node, String path) {
    if (!node.isArray() || !Bounds.include(parameter, node.size())) {
      return wrong(parameter, node, path);
    }
    List<Object> items = new ArrayList<>();
    for (int i = 0; i < node.size(); i++) {
      Object item = value(item(parameter), node.get(i), JsonPaths.item(path, i));
      if (item != null) {
        items.add(item);
      }
    }
    return items.size() < node.size() ? null : List.copyOf(items);
  }

  private @Nullable Object map(Parameter parameter, JsonNode node, String path) {
    if (!node.isObject() || !Bounds.include(parameter, node.size())) {
      return wrong(parameter, node, path);
    }
    Map<String, Object> values = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      Object value =
          value(item(parameter), entry.getValue(), JsonPaths.member(path, entry.getKey()));
      if (value != null) {
        values.put(entry.getKey(), value);
      }
    }
    return new ParameterValues(values);
  }

  private static Parameter item(Parameter parameter) {
    return parameter.members().isEmpty() ? ANY_STRING : parameter.members().get(0);
  }

  private @Nullable Object wrong(Parameter parameter, JsonNode node, String path) {
    String found = node.isContainerNode() && !node.isEmpty() ? size(node) : Found.kind(node);
    boolean bare = parameter.type() == ParameterType.LIST && node.isTextual();
    String hint = bare ? "write it in brackets: [\"..\"]" : null;
    faults.add(path, "found " + found + "; allowed: " + Expectation.of(parameter), hint);
    return null;
  }

  private static String size(JsonNode node) {
    return Found.kind(node) + " of " + node.size();
  }
}
