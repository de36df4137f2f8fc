package dev.emitter.filter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.emitter.expressions.DataArray;
import org.jspecify.annotations.Nullable;

/** A JSON array as expressions read it. Thread-safe while nobody changes the JSON. */
record JsonArrayData(JsonNode json) implements DataArray {

  @Override
  public int size() {
    return json.size();
  }

  @Override
  public @Nullable Object get(int index) {
    return JsonValues.of(json.get(index));
  }
}
