package dev.emitter.filter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NumericNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import org.jspecify.annotations.Nullable;

/** JSON values as expressions read them. */
final class JsonValues {

  private JsonValues() {}

  /** Returns the value; null for JSON null and for nothing. Objects and arrays are read lazily. */
  static @Nullable Object of(@Nullable JsonNode json) {
    if (json instanceof TextNode text) {
      return text.textValue();
    } else if (json instanceof IntNode || json instanceof LongNode) {
      return json.longValue();
    } else if (json instanceof ObjectNode) {
      return new JsonObjectData(json);
    } else if (json instanceof ArrayNode) {
      return new JsonArrayData(json);
    } else if (json instanceof BooleanNode bool) {
      return bool.booleanValue();
    } else if (json instanceof NumericNode number) {
      return number.isIntegralNumber() ? number.numberValue() : number.decimalValue();
    }
    return null;
  }
}
