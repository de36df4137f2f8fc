package dev.emitter.filter;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** JSON values as expressions read them. */
final class JsonValues {

  private JsonValues() {}

  /** Returns the value; null for JSON null and for nothing. Objects and arrays are read lazily. */
  static @Nullable Object of(@Nullable JsonNode json) {
    if (json == null) {
      return null;
    }
    return switch (json.getNodeType()) {
      case STRING -> json.textValue();
      case BOOLEAN -> json.booleanValue();
      case NUMBER -> json.isIntegralNumber() ? json.numberValue() : json.decimalValue();
      case OBJECT -> new JsonObjectData(json);
      case ARRAY -> new JsonArrayData(json);
      default -> null;
    };
  }
}
