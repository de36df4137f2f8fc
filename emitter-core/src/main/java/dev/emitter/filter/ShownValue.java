package dev.emitter.filter;

import dev.emitter.expressions.DataArray;
import dev.emitter.expressions.DataObject;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows a value of an event on one line: as in JSON, cut after some characters. */
final class ShownValue {

  private static final int LONGEST = 100;

  private final StringBuilder text = new StringBuilder();

  private ShownValue() {}

  /** Returns a text of at most some hundred characters, whatever the value holds. */
  static String of(Object value) {
    ShownValue shown = new ShownValue();
    shown.append(value);
    StringBuilder text = shown.text;
    return text.length() <= LONGEST ? text.toString() : text.substring(0, end(text)) + "...";
  }

  /** A pair of surrogates is not cut in two. */
  private static int end(StringBuilder text) {
    return Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
  }

  /** Beyond the longest text nothing is looked at, however large a value is and deep it nests. */
  private void append(@Nullable Object value) {
    if (value instanceof String string) {
      text.append(Found.quoted(string));
    } else if (value instanceof DataObject object) {
      appendObject(object);
    } else if (value instanceof DataArray array) {
      appendList(array.size(), array::get);
    } else if (value instanceof List<?> list) {
      appendList(list.size(), list::get);
    } else if (value instanceof OffsetDateTime time) {
      text.append(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time));
    } else {
      text.append(value);
    }
  }

  private void appendObject(DataObject object) {
    String separator = "{";
    for (String name : object.names()) {
      text.append(separator).append(Found.quoted(name)).append(": ");
      append(object.member(name));
      separator = ", ";
      if (text.length() > LONGEST) {
        return;
      }
    }
    text.append(separator.equals("{") ? "{}" : "}");
  }

  private interface Items {
    @Nullable Object get(int index);
  }

  private void appendList(int size, Items items) {
    text.append('[');
    for (int i = 0; i < size && text.length() <= LONGEST; i++) {
      text.append(i == 0 ? "" : ", ");
      append(items.get(i));
    }
    text.append(']');
  }
}
