package dev.emitter.expressions.cesql;

import dev.emitter.expressions.DataObject;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The attributes of an event in a map, which notes what was read. */
final class MapEvent implements DataObject {

  private static final Map<String, Object> REQUIRED =
      Map.of("specversion", "1.0", "id", "1", "source", "https://shop.example", "type", "t");

  private final Map<String, Object> attributes;
  private final Set<String> read = new TreeSet<>();

  private MapEvent(Map<String, Object> attributes) {
    this.attributes = attributes;
  }

  /** Returns an event with the required attributes, as far as they are not given. */
  static MapEvent with(Map<String, Object> attributes) {
    Map<String, Object> all = new LinkedHashMap<>(REQUIRED);
    all.putAll(attributes);
    return new MapEvent(all);
  }

  static MapEvent of(Map<String, Object> attributes) {
    return new MapEvent(attributes);
  }

  Set<String> read() {
    return read;
  }

  @Override
  public @Nullable Object member(String name) {
    read.add(name);
    return attributes.get(name);
  }

  @Override
  public Collection<String> names() {
    return attributes.keySet();
  }
}
