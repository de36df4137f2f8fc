package dev.emitter.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.jspecify.annotations.Nullable;

/** Data as Java types and back, written as the library writes what applications publish. */
final class TypedData {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .findAndAddModules()
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private TypedData() {}

  static <T> T read(PublishedEvent event, Class<T> type) {
    JsonNode data = event.data();
    if (data.isMissingNode()) {
      throw new AssertionError(event + ": has no JSON data to read a " + name(type) + " from");
    }
    try {
      return MAPPER.treeToValue(data, type);
    } catch (JsonProcessingException e) {
      throw new AssertionError(
          event + ": its data is no " + name(type) + ": " + e.getOriginalMessage(), e);
    }
  }

  static JsonNode json(@Nullable Object value) {
    return MAPPER.valueToTree(value);
  }

  static String name(Class<?> type) {
    return type.getSimpleName();
  }
}
