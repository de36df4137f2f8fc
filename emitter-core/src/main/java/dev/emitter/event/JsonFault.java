package dev.emitter.event;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** JSON that is broken where a parser would not see it; and faults of JSON in words. */
final class JsonFault extends JsonProcessingException {

  private static final long serialVersionUID = 1L;

  /** How Jackson says it; the name is that of a member, not a value. */
  private static final Pattern TWICE =
      Pattern.compile("Duplicate (?:field|Object property) ['\"](.*)['\"]");

  private static final Pattern NO_NUMBER =
      Pattern.compile("[^']*token '([-+]?(?:NaN|INF|Infinity))'");

  JsonFault(String message, @Nullable JsonLocation location) {
    super(message, location);
  }

  /** Says what is wrong and where, without quoting the text, which is not ours to show. */
  static String describe(Exception fault) {
    if (!(fault instanceof JsonProcessingException json)) {
      return "cannot be read as JSON";
    }
    JsonLocation at = json.getLocation();
    String place = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
    return reason(json) + place;
  }

  private static String reason(JsonProcessingException fault) {
    if (fault instanceof JsonFault own) {
      return own.getOriginalMessage();
    }
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
      return "has a member twice in one object, " + Shown.quoted(twice.group(1)) + ",";
    }
    Matcher number = NO_NUMBER.matcher(message);
    return number.lookingAt()
        ? "has " + number.group(1) + ", which JSON does not have,"
        : "is not valid JSON";
  }
}
