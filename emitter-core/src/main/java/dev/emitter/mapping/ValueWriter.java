package dev.emitter.mapping;

import dev.emitter.event.Json;
import dev.emitter.expressions.DataArray;
import dev.emitter.expressions.DataObject;
import dev.emitter.expressions.ExactNumber;
import dev.emitter.expressions.Reason;
import dev.emitter.expressions.feel.IsoText;
import dev.emitter.filter.EventVariables;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes what an expression gave as JSON. Used for one value. */
final class ValueWriter {

  /** Beyond, zeros would make the text of a number long; no double is. */
  private static final int LARGEST_SCALE = 400;

  private final JsonBuffer out;
  private final @Nullable Reason failure;
  private int depth;
  private boolean wroteNull;

  /**
   * Creates the writer of a value.
   *
   * @param failure what went wrong in the evaluation, so that a null which the expression has made
   *     may come of it; or null
   */
  ValueWriter(JsonBuffer out, @Nullable Reason failure) {
    this.out = out;
    this.failure = failure;
  }

  /** Returns whether a list or context that the expression has made had null in it. */
  boolean wroteNull() {
    return wroteNull;
  }

  void write(@Nullable Object value) throws UnfitException {
    if (value instanceof String text) {
      out.writeString(text);
    } else if (value instanceof Number number) {
      out.writeAscii(text(number));
    } else if (value instanceof Boolean || value == null) {
      out.writeAscii(String.valueOf(value));
    } else if (value instanceof DataObject || value instanceof DataArray) {
      data(value);
    } else {
      made(value);
    }
  }

  private void data(Object value) throws UnfitException {
    byte[] json = EventVariables.json(value);
    if (json != null) {
      out.write(json);
    } else if (value instanceof DataObject object) {
      object(object);
    } else {
      array((DataArray) value);
    }
  }

  private void made(Object value) throws UnfitException {
    String time = IsoText.of(value);
    if (time != null) {
      out.writeString(time);
    } else if (value instanceof List<?> list) {
      list(list);
    } else if (value instanceof Map<?, ?> map) {
      map(map);
    } else {
      throw new UnfitException("it gave a range or a function, which JSON does not have");
    }
  }

  private static String text(Number number) {
    if (number instanceof ExactNumber exact) {
      return text(exact.exact());
    }
    if (number instanceof BigDecimal decimal) {
      boolean plain = Math.abs((long) decimal.scale()) <= LARGEST_SCALE;
      return plain ? decimal.toPlainString() : decimal.toString();
    }
    return number.toString();
  }

  private void object(DataObject object) throws UnfitException {
    enter();
    char separator = '{';
    for (String name : object.names()) {
      out.write(separator);
      out.writeString(name);
      out.write(':');
      write(object.member(name));
      separator = ',';
    }
    leave(separator, '{', '}');
  }

  private void array(DataArray array) throws UnfitException {
    enter();
    char separator = '[';
    for (int i = 0; i < array.size(); i++) {
      out.write(separator);
      write(array.get(i));
      separator = ',';
    }
    leave(separator, '[', ']');
  }

  private void list(List<?> list) throws UnfitException {
    enter();
    char separator = '[';
    for (Object item : list) {
      out.write(separator);
      part(item);
      separator = ',';
    }
    leave(separator, '[', ']');
  }

  private void map(Map<?, ?> map) throws UnfitException {
    enter();
    char separator = '{';
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      out.write(separator);
      out.writeString(String.valueOf(entry.getKey()));
      out.write(':');
      part(entry.getValue());
      separator = ',';
    }
    leave(separator, '{', '}');
  }

  /** A null that the expression has made, and not found in the data, is what went wrong. */
  private void part(@Nullable Object value) throws UnfitException {
    if (value == null && failure != null) {
      throw new UnfitException(failure.toString());
    }
    wroteNull |= value == null;
    write(value);
  }

  private void enter() throws UnfitException {
    depth++;
    if (depth > Json.MAX_DEPTH) {
      throw new UnfitException("it nests deeper than the " + Json.MAX_DEPTH + " levels of JSON");
    }
  }

  private void leave(char separator, char open, char close) throws UnfitException {
    depth--;
    if (separator == open) {
      out.write(open);
    }
    out.write(close);
  }
}
