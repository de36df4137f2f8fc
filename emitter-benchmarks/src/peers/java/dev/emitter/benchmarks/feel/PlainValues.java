package dev.emitter.benchmarks.feel;

import com.fasterxml.jackson.databind.JsonNode;
import dev.emitter.event.Json;
import java.util.List;
import java.util.Map;

/** Events as plain maps, lists, strings and numbers. */
final class PlainValues {

  private PlainValues() {}

  @SuppressWarnings("unchecked") // The mapper makes maps with string keys of objects.
  static List<Map<String, Object>> ofEvents() {
    return SampleEvents.trees().stream()
        .map((JsonNode tree) -> (Map<String, Object>) Json.MAPPER.convertValue(tree, Map.class))
        .toList();
  }
}
