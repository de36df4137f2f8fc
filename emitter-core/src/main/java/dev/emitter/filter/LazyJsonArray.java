package dev.emitter.filter;

import dev.emitter.expressions.DataArray;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A JSON array read from its bytes: where its items are is looked for once somebody asks, and each
 * is read when it is asked for, once. Not thread-safe.
 */
final class LazyJsonArray implements DataArray, LazyText {

  private static final int FIRST_ITEMS = 8;
  private static final Object UNREAD = new Object();

  private final JsonText text;
  private final byte[] json;
  private final int start;
  private final int end;
  private boolean scanned;
  private int size;
  private int[] places = new int[FIRST_ITEMS * 2];
  private @Nullable Object[] values = {};

  /**
   * Creates the view of an array.
   *
   * @param text UTF-8 text that a parser has accepted
   * @param start where its opening bracket is
   * @param end where it ends at the latest
   */
  LazyJsonArray(JsonText text, int start, int end) {
    this.text = text;
    this.json = text.bytes();
    this.start = start;
    this.end = end;
  }

  @Override
  public byte[] text() {
    return LazyText.line(json, start, end);
  }

  @Override
  public int size() {
    if (!scanned) {
      scanned = true;
      scan();
    }
    return size;
  }

  @Override
  public @Nullable Object get(int index) {
    if (index < 0 || index >= size()) {
      throw new IndexOutOfBoundsException(index);
    }
    Object value = values[index];
    if (value == UNREAD) {
      value = LazyJson.value(text, places[index * 2], places[index * 2 + 1]);
      values[index] = value;
    }
    return value;
  }

  private void scan() {
    int item = JsonSkipper.skipSpace(json, start + 1, end);
    while (item < end && json[item] != ']') {
      int itemEnd = text.skipValue(item, end);
      if (itemEnd == item) {
        break; // no JSON
      }
      add(item, itemEnd);
      item = JsonSkipper.skipSpace(json, itemEnd, end);
      if (item < end && json[item] == ',') {
        item = JsonSkipper.skipSpace(json, item + 1, end);
      }
    }
    values = new Object[size];
    Arrays.fill(values, UNREAD);
  }

  private void add(int item, int itemEnd) {
    if (size * 2 == places.length) {
      places = Arrays.copyOf(places, size * 4);
    }
    places[size * 2] = item;
    places[size * 2 + 1] = itemEnd;
    size++;
  }
}
