package dev.emitter.filter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.emitter.expressions.DataObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A JSON object as expressions read it. Thread-safe while nobody changes the JSON. */
record JsonObjectData(JsonNode json) implements DataObject {

  @Override
  public @Nullable Object member(String name) {
    return JsonValues.of(json.get(name));
  }

  @Override
  public Collection<String> names() {
    List<String> names = new ArrayList<>(json.size());
    json.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Override
  public boolean has(String name) {
    return json.has(name);
  }
}
