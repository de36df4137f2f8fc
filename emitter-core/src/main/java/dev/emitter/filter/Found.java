package dev.emitter.filter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.emitter.problem.Suggestion;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Words for what was found in a definition. */
final class Found {

  private static final int LONGEST_SHOWN = 100;

  private Found() {}

  /** Returns what kind of JSON value it is, with its article. */
  static String kind(JsonNode value) {
    return switch (value.getNodeType()) {
      case ARRAY -> value.isEmpty() ? "an empty array" : "an array";
      case OBJECT, POJO -> value.isEmpty() ? "an empty object" : "an object";
      case STRING, BINARY -> value.asText().isEmpty() ? "an empty string" : "a string";
      case NUMBER -> "a number";
      case BOOLEAN -> "a boolean";
      case NULL, MISSING -> "null";
    };
  }

  /** Returns the JSON path of a member. */
  static String path(String parent, String member) {
    boolean plain =
        !member.isEmpty()
            && member.chars().allMatch(c -> c == '_' || c == '$' || isLetterOrDigit(c));
    return plain ? parent + "." + shown(member) : parent + "[" + quoted(member) + "]";
  }

  private static boolean isLetterOrDigit(int character) {
    return (character >= 'a' && character <= 'z')
        || (character >= 'A' && character <= 'Z')
        || (character >= '0' && character <= '9');
  }

  /** Returns the nearest of the names, or null; none is near to a very long one. */
  static @Nullable String suggestion(String given, Collection<String> names) {
    return given.length() > LONGEST_SHOWN ? null : Suggestion.nearest(given, names);
  }

  /** Returns the text in quotes, on one line and not too long. */
  static String quoted(String text) {
    return '"' + visible(text) + '"';
  }

  /** Returns the text on one line and not too long, with {@code ?} for what cannot be seen. */
  static String visible(String text) {
    StringBuilder visible = new StringBuilder();
    shown(text)
        .codePoints()
        .map(point -> isVisible(point) ? point : '?')
        .forEach(visible::appendCodePoint);
    return visible.toString();
  }

  private static boolean isVisible(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      default -> true;
    };
  }

  private static String shown(String text) {
    return text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "..." : text;
  }
}
