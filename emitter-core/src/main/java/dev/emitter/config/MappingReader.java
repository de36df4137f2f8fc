package dev.emitter.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.emitter.channel.Parameter;
import dev.emitter.channel.ParameterType;
import dev.emitter.mapping.Mapping;
import dev.emitter.mapping.MappingOptions;
import dev.emitter.problem.Problem;
import dev.emitter.problem.Problems;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads mappings, the strings of which may hold placeholders. Not thread-safe. */
final class MappingReader {

  private final StringValues strings;
  private final Faults faults;

  MappingReader(StringValues strings, Faults faults) {
    this.strings = strings;
    this.faults = faults;
  }

  /** Returns the mapping with its placeholders resolved, or null after adding its faults. */
  @Nullable JsonNode read(Parameter parameter, JsonNode written, String path) {
    int before = faults.count();
    Set<String> resolved = new HashSet<>();
    JsonNode mapping = resolve(written, path, 0, resolved);
    MappingOptions options =
        parameter.type() == ParameterType.ENVELOPE ? MappingOptions.EACH : MappingOptions.ONE;
    Problems found = new Problems();
    Mapping unused = Mapping.compile(mapping, path, options, found);
    found.list().forEach(problem -> faults.problems().add(shown(problem, resolved)));
    for (Problem warning : found.warnings()) {
      if (!resolved.contains(warning.path())) {
        faults.warn(warning.path(), warning.message(), warning.hint());
      }
    }
    return faults.count() > before ? null : mapping;
  }

  /** What a placeholder stands for may be a secret, which the fault of an expression quotes. */
  private static Problem shown(Problem problem, Set<String> resolved) {
    return resolved.contains(problem.path())
        ? Problem.at(
            problem.path(),
            "is not FEEL with what its placeholders stand for",
            "write a placeholder within quotes: \"\\\"${env:NAME}\\\"\"; what it stands for must"
                + " have none")
        : problem;
  }

  /** Deeper than any mapping may be there is nothing to resolve. */
  private JsonNode resolve(JsonNode written, String path, int depth, Set<String> resolved) {
    if (depth > Mapping.MAX_DEPTH) {
      return written;
    } else if (written.isTextual()) {
      return text(written, path, resolved);
    } else if (written.isArray()) {
      ArrayNode items = JsonNodeFactory.instance.arrayNode(written.size());
      for (int i = 0; i < written.size(); i++) {
        items.add(resolve(written.get(i), JsonPaths.item(path, i), depth + 1, resolved));
      }
      return items;
    } else if (written.isObject()) {
      ObjectNode members = JsonNodeFactory.instance.objectNode();
      for (Map.Entry<String, JsonNode> member : written.properties()) {
        String at = JsonPaths.member(path, member.getKey());
        members.set(member.getKey(), resolve(member.getValue(), at, depth + 1, resolved));
      }
      return members;
    }
    return written;
  }

  private JsonNode text(JsonNode written, String path, Set<String> resolved) {
    String text = strings.text(written.textValue(), path, faults);
    if (text == null) {
      return JsonNodeFactory.instance.nullNode(); // its fault has been added
    }
    if (!text.equals(written.textValue())) {
      resolved.add(path);
    }
    return TextNode.valueOf(text);
  }
}
