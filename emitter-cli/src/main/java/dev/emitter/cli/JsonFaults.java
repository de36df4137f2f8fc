package dev.emitter.cli;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import dev.emitter.event.Json;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says what is wrong with the JSON of a line without quoting it, for it may be confidential. */
final class JsonFaults {

  /** How Jackson says it; the name is that of a member, not a value. */
  private static final Pattern TWICE =
      Pattern.compile("Duplicate (?:field|Object property) ['\"](.*)['\"]");

  private static final Pattern NO_NUMBER =
      Pattern.compile("[^']*token '([-+]?(?:NaN|INF|Infinity))'");

  private JsonFaults() {}

  static String describe(JsonProcessingException fault) {
    JsonLocation at = fault.getLocation();
    return reason(fault) + (at == null ? "" : " at column " + at.getColumnNr());
  }

  private static String reason(JsonProcessingException fault) {
    if (fault instanceof JsonEOFException) {
      return "ends in the middle";
    }
    if (fault instanceof StreamConstraintsException) {
      return "is beyond the bounds (nested at most "
          + Json.MAX_DEPTH
          + " deep, numbers of at most 1000 digits, names of at most 50000 characters)";
    }
    String message = String.valueOf(fault.getOriginalMessage());
    Matcher twice = TWICE.matcher(message);
    if (twice.lookingAt()) {
      String name = Texts.quoted(Texts.shortened(twice.group(1), 40));
      return "has a member twice in one object, " + name + ",";
    }
    Matcher number = NO_NUMBER.matcher(message);
    return number.lookingAt()
        ? "has " + number.group(1) + ", which JSON does not have,"
        : "is not valid JSON";
  }

  /** Returns where the parser stands. */
  static String place(JsonParser parser) {
    return " at column " + parser.currentTokenLocation().getColumnNr();
  }

  /** Returns what kind of value the parser stands at, as a noun. */
  static String kind(JsonParser parser) {
    return switch (parser.currentToken()) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      case VALUE_STRING -> "a string";
      case VALUE_TRUE, VALUE_FALSE -> "a boolean";
      case VALUE_NULL -> "null";
      default -> "a number";
    };
  }
}
