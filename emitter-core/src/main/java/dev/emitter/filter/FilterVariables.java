package dev.emitter.filter;

import dev.emitter.expressions.DataObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The variables of a FEEL filter: the fields of the event's data, and {@code event}, which is
 * always the event, whatever the data calls its fields.
 */
record FilterVariables(FilterInput input) implements DataObject {

  private static final String EVENT = "event";

  @Override
  public @Nullable Object member(String name) {
    if (name.equals(EVENT)) {
      return new EventData(input);
    }
    return input.json() instanceof DataObject data ? data.member(name) : null;
  }

  /** Returns the field of the event that a path of variables leads to; null for any other place. */
  static @Nullable EventField field(List<String> path) {
    if (!path.get(0).equals(EVENT)) {
      return EventField.data(path);
    }
    return path.size() == 1 ? null : EventData.field(path.subList(1, path.size()));
  }

  @Override
  public Collection<String> names() {
    List<String> names = new ArrayList<>(List.of(EVENT));
    if (input.json() instanceof DataObject data) {
      names.addAll(data.names());
    }
    return names;
  }

  @Override
  public boolean has(String name) {
    return name.equals(EVENT) || (input.json() instanceof DataObject data && data.has(name));
  }
}
