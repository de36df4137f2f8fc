package dev.emitter.benchmarks.feel;

import com.fasterxml.jackson.databind.JsonNode;
import dev.emitter.expressions.DataArray;
import dev.emitter.expressions.DataObject;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON object as the library's engine reads it, without a copy. */
record JsonObject(JsonNode json) implements DataObject {

  @Override
  public @Nullable Object member(String name) {
    return value(json.get(name));
  }

  @Override
  public Collection<String> names() {
    return json.properties().stream().map(Map.Entry::getKey).toList();
  }

  @Override
  public boolean has(String name) {
    return json.has(name);
  }

  private static @Nullable Object value(@Nullable JsonNode json) {
    if (json == null) {
      return null;
    }
    return switch (json.getNodeType()) {
      case STRING -> json.textValue();
      case NUMBER ->
          json.canConvertToLong() && json.isIntegralNumber()
              ? (Object) json.longValue()
              : json.decimalValue();
      case BOOLEAN -> json.booleanValue();
      case OBJECT -> new JsonObject(json);
      case ARRAY -> new Items(json);
      default -> null;
    };
  }

  private record Items(JsonNode json) implements DataArray {

    @Override
    public int size() {
      return json.size();
    }

    @Override
    public @Nullable Object get(int index) {
      return value(json.get(index));
    }
  }
}
