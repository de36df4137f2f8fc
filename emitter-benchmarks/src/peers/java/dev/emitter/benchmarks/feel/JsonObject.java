package dev.emitter.benchmarks.feel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NumericNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
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
    if (json instanceof TextNode) {
      return json.textValue();
    } else if (json instanceof NumericNode) {
      return number(json);
    } else if (json instanceof ObjectNode) {
      return new JsonObject(json);
    } else if (json instanceof ArrayNode) {
      return new Items(json);
    }
    return json instanceof BooleanNode ? json.booleanValue() : null;
  }

  private static Object number(JsonNode json) {
    if (json instanceof IntNode || json instanceof LongNode) {
      return json.longValue();
    }
    return json instanceof DecimalNode ? json.decimalValue() : json.numberValue();
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
