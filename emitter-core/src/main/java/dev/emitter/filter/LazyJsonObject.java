package dev.emitter.filter;

import dev.emitter.expressions.DataObject;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object read from its bytes as far as somebody asks: members are looked for in order, and
 * what is passed on the way is remembered by its place, not read. Objects and arrays within are
 * read the same way, all else when it is asked for, once. Who looks for many names in a large
 * object gets an index of it, so that no look-up costs more than a few comparisons on average. Not
 * thread-safe.
 */
final class LazyJsonObject implements DataObject, LazyText {

  private static final int FIRST_MEMBERS = 8;
  private static final int PLACES = 4;
  private static final Object UNREAD = new Object();

  /** So many names are compared, for each that there is, before an index is worth its making. */
  private static final int COMPARISONS_OF_A_NAME = 16;

  private static final int FREE_COMPARISONS = 1_000;

  private final JsonText text;
  private final byte[] json;
  private final int start;
  private final int end;
  private int scanned;
  private int size;
  private int[] places = new int[FIRST_MEMBERS * PLACES];
  private @Nullable Object[] values = new Object[FIRST_MEMBERS];
  private @Nullable Map<String, Integer> byName;
  private int compared;

  /**
   * Creates the view of an object.
   *
   * @param text UTF-8 text that a parser has accepted
   * @param start where its opening brace is
   * @param end where it ends at the latest
   */
  LazyJsonObject(JsonText text, int start, int end) {
    this.text = text;
    this.json = text.bytes();
    this.start = start;
    this.end = end;
    this.scanned = start + 1;
  }

  @Override
  public byte[] text() {
    return LazyText.line(json, start, end);
  }

  @Override
  public @Nullable Object member(String name) {
    int index = indexOf(name);
    return index < 0 ? null : value(index);
  }

  @Override
  public boolean has(String name) {
    return indexOf(name) >= 0;
  }

  @Override
  public Collection<String> names() {
    return Collections.unmodifiableSet(index().keySet()); // who asks for all reads all next
  }

  private Map<String, Integer> index() {
    Map<String, Integer> indexes = byName;
    if (indexes == null) {
      while (scanMember()) {
        // to the end
      }
      indexes = new LinkedHashMap<>(size * 2);
      for (int i = 0; i < size; i++) {
        indexes.putIfAbsent(name(i), i);
      }
      byName = indexes;
    }
    return indexes;
  }

  private int indexOf(String name) {
    if (byName != null || compared > COMPARISONS_OF_A_NAME * size + FREE_COMPARISONS) {
      return index().getOrDefault(name, -1);
    }
    compared += size;
    for (int i = 0; i < size; i++) {
      if (isNamed(i, name)) {
        return i;
      }
    }
    while (scanMember()) {
      if (isNamed(size - 1, name)) {
        return size - 1;
      }
    }
    return -1;
  }

  /** Notes the place of the next member; returns whether there was one. */
  private boolean scanMember() {
    int name = JsonSkipper.skipSpace(json, scanned, end);
    if (name < end && json[name] == ',') {
      name = JsonSkipper.skipSpace(json, name + 1, end);
    }
    if (name >= end || json[name] != '"') {
      scanned = end;
      return false;
    }
    int nameEnd = JsonSkipper.skipString(json, name, end);
    int colon = JsonSkipper.skipSpace(json, nameEnd, end);
    int value = JsonSkipper.skipSpace(json, colon + 1, end);
    int valueEnd = text.skipValue(value, end);
    add(name, nameEnd, Math.min(value, end), valueEnd);
    scanned = valueEnd;
    return true;
  }

  private void add(int name, int nameEnd, int value, int valueEnd) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size * 2);
      places = Arrays.copyOf(places, size * 2 * PLACES);
    }
    int at = size * PLACES;
    places[at] = name;
    places[at + 1] = nameEnd;
    places[at + 2] = value;
    places[at + 3] = valueEnd;
    values[size] = UNREAD;
    size++;
  }

  private boolean isNamed(int index, String name) {
    int start = places[index * PLACES] + 1;
    int length = places[index * PLACES + 1] - 1 - start;
    if (length < name.length()) {
      return false; // no character takes less than a byte
    }
    for (int i = 0; i < name.length(); i++) {
      byte next = json[start + i];
      if (next == '\\' || next < 0) {
        return name(index).equals(name);
      }
      if (next != name.charAt(i)) {
        return false;
      }
    }
    return length == name.length();
  }

  private String name(int index) {
    Object name = LazyJson.value(text, places[index * PLACES], places[index * PLACES + 1]);
    return name instanceof String text ? text : "";
  }

  private @Nullable Object value(int index) {
    Object value = values[index];
    if (value == UNREAD) {
      value = LazyJson.value(text, places[index * PLACES + 2], places[index * PLACES + 3]);
      values[index] = value;
    }
    return value;
  }
}
