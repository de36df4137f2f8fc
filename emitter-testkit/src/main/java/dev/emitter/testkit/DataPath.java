package dev.emitter.testkit;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.emitter.problem.Suggestion;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A place in JSON data: member names and indexes such as {@code lines[0].sku}, or a JSON pointer
 * (RFC 6901) such as {@code /lines/0/sku}. Immutable.
 */
record DataPath(String text, List<String> steps) {

  DataPath {
    steps = List.copyOf(steps);
  }

  /**
   * Reads a path.
   *
   * @throws IllegalArgumentException if it is none
   */
  static DataPath of(String text) {
    List<String> steps = text.startsWith("/") ? pointer(text) : names(text);
    if (steps.isEmpty() || (!text.startsWith("/") && steps.contains(""))) {
      throw new IllegalArgumentException(
          "path = \"" + text + "\": write names and indexes, such as lines[0].sku or /lines/0/sku");
    }
    return new DataPath(text, steps);
  }

  private static List<String> pointer(String text) {
    List<String> steps = new ArrayList<>();
    for (JsonPointer at = JsonPointer.compile(text); !at.matches(); at = at.tail()) {
      steps.add(at.getMatchingProperty());
    }
    return steps;
  }

  private static List<String> names(String text) {
    String dotted = text.replace("[", ".").replace("]", "");
    return List.of(dotted.split("\\.", -1));
  }

  /** Returns what is there; a missing node for nothing. */
  JsonNode find(JsonNode data) {
    JsonNode at = data;
    for (String step : steps) {
      at = step(at, step);
    }
    return at;
  }

  private static JsonNode step(JsonNode at, String name) {
    boolean index = at.isArray() && name.matches("[0-9]{1,9}");
    return index ? at.path(Integer.parseInt(name)) : at.path(name);
  }

  /** Returns where the way to nothing ends, and what there is instead. */
  String whereItEnds(JsonNode data) {
    if (data.isMissingNode()) {
      return text + " is missing: there is no JSON data";
    }
    JsonNode at = data;
    for (int i = 0; i < steps.size(); i++) {
      JsonNode next = step(at, steps.get(i));
      if (next.isMissingNode()) {
        String parent = i == 0 ? "the data" : String.join(".", steps.subList(0, i));
        return text + " is missing: " + parent + " " + instead(at, steps.get(i));
      }
      at = next;
    }
    return text + " is there";
  }

  private static String instead(JsonNode at, String name) {
    if (at.isArray()) {
      return "is a list of " + at.size();
    }
    if (!at.isObject()) {
      return "is " + Shown.json(at);
    }
    List<String> names = new ArrayList<>();
    at.fieldNames().forEachRemaining(names::add);
    @Nullable String hint = Suggestion.nearest(name, names);
    return "has "
        + (names.isEmpty() ? "no members" : String.join(", ", names))
        + (hint == null ? "" : " (" + hint + ")");
  }
}
