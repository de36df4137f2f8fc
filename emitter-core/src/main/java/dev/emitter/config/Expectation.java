package dev.emitter.config;

import dev.emitter.channel.Parameter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Says what a parameter takes: in messages, in the JSON Schema and on the reference page. */
final class Expectation {

  private Expectation() {}

  static String of(Parameter parameter) {
    if (!parameter.allowed().isEmpty()) {
      return String.join(", ", parameter.allowed());
    }
    return kind(parameter) + forUsers(parameter);
  }

  /** A declaration that is narrowed to what users may have says so, too. */
  private static String forUsers(Parameter parameter) {
    Long most = parameter.userMaximum();
    if (most == null) {
      return "";
    }
    return most.equals(parameter.maximum())
        ? " in the emitter of a user"
        : "; for users at most " + bound(parameter, most);
  }

  private static String kind(Parameter parameter) {
    return switch (parameter.type()) {
      case STRING -> "a string" + bounds(parameter, " of ", " characters");
      case BOOLEAN -> "true or false";
      case INTEGER -> "a whole number" + bounds(parameter, " from ", "");
      case NUMBER -> "a number" + bounds(parameter, " from ", "");
      case DURATION -> "a duration such as 500ms, 30s or 5m" + bounds(parameter, ", from ", "");
      case URI -> "an absolute URI such as https://example.com/events";
      case URI_REFERENCE -> "a URI or a relative one";
      case PATH -> "a path of the file system";
      case SECRET -> "a string such as ${env:NAME} or ${file:PATH}";
      case EXPRESSION -> "a FEEL expression in a string";
      case MAPPING -> "JSON whose strings are FEEL expressions over the event";
      case ENVELOPE -> "JSON whose strings are FEEL expressions over the list events";
      case LIST -> "an array" + bounds(parameter, " of ", " items");
      case MAP -> "an object" + bounds(parameter, " of ", " members");
      case OBJECT -> "an object";
      case JSON -> "any JSON value but null";
    };
  }

  private static String bounds(Parameter parameter, String before, String after) {
    Long least = parameter.minimum();
    Long most = parameter.maximum();
    if (least == null && most == null) {
      return "";
    }
    if (most == null || most == Integer.MAX_VALUE) {
      return before + bound(parameter, least) + " or more" + after;
    }
    return before
        + bound(parameter, least == null ? 0L : least)
        + " to "
        + bound(parameter, most)
        + after;
  }

  private static String bound(Parameter parameter, @Nullable Long bound) {
    long value = bound == null ? 0 : bound;
    return switch (parameter.type()) {
      case DURATION -> Durations.format(Duration.ofMillis(value));
      default -> Found.number(value);
    };
  }
}
