package dev.emitter.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.emitter.channel.Parameter;
import dev.emitter.channel.ParameterType;
import dev.emitter.channel.ParameterValues;
import dev.emitter.problem.Problem;
import dev.emitter.problem.Suggestion;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a JSON object by the declarations of its members: every fault is added, and what is right
 * is returned. Not thread-safe.
 */
final class ParameterReader {

  private static final Parameter ANY_STRING =
      Parameter.of("item", ParameterType.STRING, "Any string.");

  /** How a reader takes what is not as declared. */
  private enum Manner {
    /** Unknown members are refused; a faulty one has no value. */
    STRICT,
    /** As strict, but asking for a faulty member ends the check that asks. */
    GUARDED,
    /** Unknown members are passed over unless they look like a misspelt known one. */
    LENIENT
  }

  private final ScalarReader scalars;
  private final MappingReader mappings;
  private final Faults faults;
  private final MisplacedMembers homes;
  private final Manner manner;

  ParameterReader(StringValues strings, Faults faults) {
    this(strings, faults, MisplacedMembers.NONE, Manner.STRICT);
  }

  private ParameterReader(
      StringValues strings, Faults faults, MisplacedMembers homes, Manner manner) {
    this.scalars = new ScalarReader(strings, faults);
    this.mappings = new MappingReader(strings, faults);
    this.faults = faults;
    this.homes = homes;
    this.manner = manner;
  }

  /** Returns a reader that knows where members belong that stand in the wrong place. */
  static ParameterReader of(StringValues strings, Faults faults, MisplacedMembers homes) {
    return new ParameterReader(strings, faults, homes, Manner.STRICT);
  }

  /**
   * Returns a reader of values that will be checked further although some may be faulty: whoever
   * asks for one of these gets a {@link dev.emitter.channel.FaultyParameterException}.
   */
  static ParameterReader guarded(StringValues strings, Faults faults, MisplacedMembers homes) {
    return new ParameterReader(strings, faults, homes, Manner.GUARDED);
  }

  /**
   * Returns a reader that passes over unknown members unless they look like a misspelt known one.
   */
  static ParameterReader lenient(Faults faults) {
    return new ParameterReader(
        StringValues.asWritten(), faults, MisplacedMembers.NONE, Manner.LENIENT);
  }

  /** Returns what is wrong with the defaults of declarations, at the paths of their members. */
  static List<Problem> faultsOfDefaults(List<Parameter> declared) {
    Faults faults = new Faults(null);
    Parameter all =
        Parameter.of("parameters", ParameterType.OBJECT, "All of them.")
            .containing(declared.toArray(Parameter[]::new));
    new ParameterReader(StringValues.asWritten(), faults).defaults(all, JsonPaths.ROOT);
    return faults.located();
  }

  ParameterValues read(List<Parameter> declared, JsonNode object, String path) {
    Map<String, Object> values = new LinkedHashMap<>();
    if (!object.isObject()) {
      faults.add(path, "found " + Found.kind(object) + "; an object is expected");
      return new ParameterValues(values);
    }
    Map<String, ParameterValues> leftOut = new HashMap<>();
    Set<String> misspelt = unknown(declared, object, path);
    Set<String> faulty = new HashSet<>();
    for (Parameter parameter : declared) {
      if (parameter.type() == ParameterType.OBJECT && !object.has(parameter.name())) {
        leftOut.put(parameter.name(), defaults(parameter, path));
      }
      int before = faults.count();
      Object value = member(parameter, object.get(parameter.name()), path);
      boolean unsure = misspelt.contains(parameter.name()) && !object.has(parameter.name());
      if (value != null && !(unsure && manner == Manner.GUARDED)) {
        values.put(parameter.name(), value);
      } else if (unsure || faults.count() > before) {
        faulty.add(parameter.name());
      }
    }
    return values(values, leftOut, faulty);
  }

  private ParameterValues values(
      Map<String, Object> values, Map<String, ParameterValues> leftOut, Set<String> faulty) {
    return new ParameterValues(values, leftOut, manner == Manner.GUARDED ? faulty : Set.of());
  }

  /** Returns what the members of an object have that was left out. */
  private ParameterValues defaults(Parameter object, String path) {
    Map<String, Object> values = new HashMap<>();
    Map<String, ParameterValues> leftOut = new HashMap<>();
    String at = JsonPaths.member(path, object.name());
    for (Parameter member : object.members()) {
      Object otherwise = member.defaultValue();
      if (member.type() == ParameterType.OBJECT) {
        leftOut.put(member.name(), defaults(member, at));
      } else if (otherwise != null) {
        Object value = value(member, json(otherwise), JsonPaths.member(at, member.name()));
        if (value != null) {
          values.put(member.name(), value);
        }
      }
    }
    return values(values, leftOut, Set.of());
  }

  /** Adds the faults of unknown names; returns the known ones that they most likely mean. */
  private Set<String> unknown(List<Parameter> declared, JsonNode object, String path) {
    List<String> names = declared.stream().map(Parameter::name).sorted().toList();
    Set<String> meant = new HashSet<>();
    for (Iterator<String> given = object.fieldNames(); given.hasNext(); ) {
      String name = given.next();
      if (names.contains(name)) {
        continue;
      }
      String misspelt = Suggestion.misspelt(name, names);
      if (misspelt != null) {
        meant.add(misspelt);
      }
      if (manner != Manner.LENIENT || misspelt != null) {
        faults.unknown(JsonPaths.member(path, name), names, homes.hint(path, name, names));
      }
    }
    return meant;
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
        : written instanceof Number number
            ? factory.numberNode(new BigDecimal(number.toString()))
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
      case MAPPING, ENVELOPE ->
          node.isNull() ? wrong(parameter, node, path) : mappings.read(parameter, node, path);
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
    Set<String> faulty = new HashSet<>();
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      Object value =
          value(item(parameter), entry.getValue(), JsonPaths.member(path, entry.getKey()));
      if (value != null) {
        values.put(entry.getKey(), value);
      } else {
        faulty.add(entry.getKey());
      }
    }
    return values(values, Map.of(), faulty);
  }

  private static Parameter item(Parameter parameter) {
    return parameter.members().isEmpty() ? ANY_STRING : parameter.members().get(0);
  }

  private @Nullable Object wrong(Parameter parameter, JsonNode node, String path) {
    String found = node.isContainerNode() && !node.isEmpty() ? size(node) : Found.kind(node);
    faults.add(
        path, "found " + found + "; allowed: " + Expectation.of(parameter), hint(parameter, node));
    return null;
  }

  private static @Nullable String hint(Parameter parameter, JsonNode node) {
    if (node.isNull()) {
      return ScalarReader.nullHint(parameter);
    }
    boolean bare = parameter.type() == ParameterType.LIST && node.isTextual();
    return bare ? "write it in brackets: [\"..\"]" : null;
  }

  private static String size(JsonNode node) {
    return Found.kind(node) + " of " + node.size();
  }
}
