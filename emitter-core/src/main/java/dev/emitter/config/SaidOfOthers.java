package dev.emitter.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a document says that can be at odds with other emitters, whether the rest of it is right or
 * not: so its author sees those faults together with the others. Immutable.
 *
 * @param id the id that it gives its emitter
 * @param after the ids in {@code delivery.after}, each at its JSON path
 */
record SaidOfOthers(String id, Map<String, String> after) {

  static SaidOfOthers of(JsonNode root, String defaultId) {
    Map<String, String> after = new LinkedHashMap<>();
    JsonNode listed = root.path("delivery").path("after");
    for (int i = 0; i < listed.size() && listed.isArray(); i++) {
      if (listed.get(i).isTextual() && !listed.get(i).textValue().isEmpty()) {
        after.put(JsonPaths.item("$.delivery.after", i), listed.get(i).textValue());
      }
    }
    return new SaidOfOthers(root.path("id").asText(defaultId), after);
  }
}
