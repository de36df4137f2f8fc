package dev.emitter.filter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.emitter.expressions.DataObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The variables of a FEEL filter (requirement D4): the fields of the event's data, and {@code
 * event}, which is always the event, whatever the data calls its fields. Thread-safe.
 */
record FilterVariables(FilterInput input) implements DataObject {

  private static final String EVENT = "event";

  @Override
  public @Nullable Object member(String name) {
    return name.equals(EVENT) ? new EventData(input) : JsonValues.of(input.data().get(name));
  }

  @Override
  public Collection<String> names() {
    JsonNode data = input.data();
    List<String> names = new ArrayList<>(data.size() + 1);
    names.add(EVENT);
    data.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Override
  public boolean has(String name) {
    return name.equals(EVENT) || input.data().has(name);
  }
}
