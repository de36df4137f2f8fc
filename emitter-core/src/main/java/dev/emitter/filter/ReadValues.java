package dev.emitter.filter;

import dev.emitter.expressions.DataObject;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The data of an event as an expression reads it, with a note of what it read there: what a person
 * sees who asks why a filter answered as it did. Not thread-safe.
 */
final class ReadValues implements DataObject {

  private static final int MOST_SHOWN = 10;

  private final DataObject data;
  private final String path;
  private final Map<String, String> read;

  /** Creates a view of an event's variables, of which nothing has been read yet. */
  ReadValues(DataObject variables) {
    this(variables, "", new LinkedHashMap<>());
  }

  private ReadValues(DataObject data, String path, Map<String, String> read) {
    this.data = data;
    this.path = path;
    this.read = read;
  }

  @Override
  public @Nullable Object member(String name) {
    Object value = data.member(name);
    String place = (path.isEmpty() ? "" : path + ".") + Found.visible(name);
    read.remove(path); // whoever reads a member of an object is not shown the whole
    read.put(place, value == null ? absence(name) : " = " + ShownValue.of(value));
    return value instanceof DataObject object ? new ReadValues(object, place, read) : value;
  }

  private String absence(String name) {
    return data.has(name) ? " is null" : " is missing";
  }

  @Override
  public Collection<String> names() {
    return data.names();
  }

  @Override
  public boolean has(String name) {
    return data.has(name);
  }

  /** Returns what was read, in that order, as in {@code total = 40, country is missing}. */
  @Override
  public String toString() {
    String more = read.size() > MOST_SHOWN ? ", ..." : "";
    return read.entrySet().stream()
        .limit(MOST_SHOWN)
        .map(entry -> entry.getKey() + entry.getValue())
        .collect(Collectors.joining(", ", "", more));
  }
}
