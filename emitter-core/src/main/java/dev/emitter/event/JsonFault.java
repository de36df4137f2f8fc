package dev.emitter.event;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** JSON that is broken where a parser would not see it; and faults of JSON in words. */
final class JsonFault extends JsonProcessingException {

  private static final long serialVersionUID = 1L;

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

  private static String reason(IOException fault) {
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
    String message = fault.getMessage();
    boolean twice = message != null && message.startsWith("Duplicate ");
    return twice ? "has a member twice in one object" : "is not valid JSON";
  }
}
