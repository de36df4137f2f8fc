package dev.emitter.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import dev.emitter.expressions.ExpressionException;
import dev.emitter.expressions.ExpressionWarning;
import dev.emitter.filter.EventExpression;
import dev.emitter.mapping.FlowMapping.Source;
import dev.emitter.problem.JsonPath;
import dev.emitter.problem.Problems;
import dev.emitter.problem.Suggestion;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compiles one flow mapping. */
final class FlowMappingCompiler {

  private static final int MOST_VALUES = 200;
  private static final Set<FlowMember> TIMES = Set.of(FlowMember.TIME, FlowMember.STARTED);

  private final Problems problems;
  private final FlowFormat format;
  private final Map<FlowMember, Source> sources = new HashMap<>();
  private final Map<String, Source> data = new LinkedHashMap<>();
  private boolean faulty;

  FlowMappingCompiler(Problems problems, FlowFormat format) {
    this.problems = problems;
    this.format = format;
  }

  @Nullable FlowMapping compile(JsonNode json, String path) {
    if (!json.isObject()) {
      fault(path, "an object is expected, with chainId, step and more");
      return null;
    }
    findUnknown(json, "", path);
    for (FlowMember member : FlowMember.ALL) {
      compile(json, path, member);
    }
    compileData(json, path);
    return faulty ? null : new FlowMapping(sources, data, format);
  }

  private void compile(JsonNode json, String path, FlowMember member) {
    JsonNode at = json;
    String where = path;
    for (String name : member.name().split("\\.", -1)) {
      at = at.path(name);
      where = JsonPath.member(where, name);
    }
    if (at.isMissingNode() || at.isNull()) {
      if (!member.otherwise().isEmpty()) {
        add(member.otherwise(), where, member);
      } else if (member.required()) {
        fault(where, "missing, but each entry must have it; write an expression");
      }
    } else if (at.isTextual()) {
      add(at.textValue(), where, member);
    } else {
      fault(where, "a string is expected, which is an expression");
    }
  }

  private void add(String text, String path, FlowMember member) {
    EventExpression expression = expression(text, path, !TIMES.contains(member));
    if (expression != null) {
      sources.put(member, new Source(expression, path));
    }
  }

  private @Nullable EventExpression expression(String text, String path, boolean isText) {
    try {
      EventExpression expression = EventExpression.compile(text);
      for (ExpressionWarning warning : expression.warnings()) {
        problems.warn(path, warning.position() + ": " + warning.message(), warning.hint());
      }
      String never = isText ? expression.fault() : null;
      if (never != null) {
        fault(path, never + "; a string is needed");
      }
      return expression;
    } catch (ExpressionException e) {
      fault(
          path,
          "is not FEEL: "
              + e.getMessage()
              + "; text that is always the same has quotes of its own: \"\\\"text\\\"\"");
      return null;
    }
  }

  private void compileData(JsonNode json, String path) {
    String at = JsonPath.member(JsonPath.member(path, "properties"), "data");
    JsonNode values = json.path("properties").path("data");
    if (values.isMissingNode() || values.isNull()) {
      return;
    }
    if (!values.isObject() || values.size() > MOST_VALUES) {
      fault(at, "an object of up to " + MOST_VALUES + " expressions is expected");
      return;
    }
    for (Map.Entry<String, JsonNode> value : values.properties()) {
      String where = JsonPath.member(at, value.getKey());
      if (value.getValue().isTextual()) {
        EventExpression expression = expression(value.getValue().textValue(), where, true);
        if (expression != null) {
          data.put(value.getKey(), new Source(expression, where));
        }
      } else {
        fault(where, "a string is expected, which is an expression");
      }
    }
  }

  /** Finds members that are none, also inside of those that have some. */
  private void findUnknown(JsonNode json, String prefix, String path) {
    Set<String> known = membersOf(prefix);
    for (Map.Entry<String, JsonNode> member : json.properties()) {
      String name = prefix + member.getKey();
      String at = JsonPath.member(path, member.getKey());
      if (!known.contains(member.getKey())) {
        fault(
            at,
            "is no member of a flow; allowed: " + String.join(", ", known),
            Suggestion.nearest(member.getKey(), known));
      } else if (!membersOf(name + ".").isEmpty()) {
        findInside(member.getValue(), name, at);
      }
    }
  }

  private void findInside(JsonNode json, String name, String path) {
    if (json.isObject()) {
      findUnknown(json, name + ".", path);
    } else if (!json.isNull()) {
      fault(path, "an object is expected");
    }
  }

  private static Set<String> membersOf(String prefix) {
    Set<String> names = new LinkedHashSet<>();
    FlowMember.ALL.forEach(member -> addMember(names, prefix, member.name()));
    addMember(names, prefix, FlowMember.DATA);
    return names;
  }

  private static void addMember(Collection<String> names, String prefix, String name) {
    if (name.startsWith(prefix)) {
      names.add(name.substring(prefix.length()).replaceAll("\\..*", ""));
    }
  }

  private void fault(String path, String message) {
    faulty = true;
    problems.add(path, message);
  }

  private void fault(String path, String message, @Nullable String hint) {
    faulty = true;
    problems.add(path, message, hint);
  }
}
