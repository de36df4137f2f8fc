package dev.emitter.expressions;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** An object of the data, which notes what was read. Not thread-safe. */
public final class FuzzObject implements DataObject {

  private final Map<String, ? extends @Nullable Object> members;
  private final Set<String> read = new TreeSet<>();

  /** Creates an object with these members. */
  public FuzzObject(Map<String, ? extends @Nullable Object> members) {
    this.members = members;
  }

  /** Returns the names of the members that were read. */
  public Set<String> read() {
    return read;
  }

  @Override
  public @Nullable Object member(String name) {
    read.add(name);
    return members.get(name);
  }

  @Override
  public Collection<String> names() {
    return members.keySet();
  }
}
