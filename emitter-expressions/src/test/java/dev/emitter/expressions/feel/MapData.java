package dev.emitter.expressions.feel;

import dev.emitter.expressions.DataObject;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Data in a map, which notes what was read. */
final class MapData implements DataObject {

  private final Map<String, ?> map;
  private final Set<String> read = new TreeSet<>();

  MapData(Map<String, ?> map) {
    this.map = map;
  }

  Set<String> read() {
    return read;
  }

  @Override
  public @Nullable Object member(String name) {
    read.add(name);
    return map.get(name);
  }

  @Override
  public Collection<String> names() {
    return map.keySet();
  }
}
