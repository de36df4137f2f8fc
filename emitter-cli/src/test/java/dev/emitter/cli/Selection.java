package dev.emitter.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A definition, and what it selects and sends said once more in plain Java: nothing of the library
 * is used for it.
 *
 * @param id the emitter
 * @param members the definition's members beside type and parameters
 * @param parameters the parameters beside the path
 * @param topics the topics it is subscribed to; none for all
 * @param selects what else it asks of an event
 * @param overrides the attributes it sends in place of the event's own
 */
record Selection(
    String id,
    String members,
    String parameters,
    List<List<String>> topics,
    Predicate<JsonNode> selects,
    Map<String, String> overrides) {

  static Selection of(String id, String members) {
    return new Selection(id, members, "", List.of(), event -> true, Map.of());
  }

  Selection parameters(String text, Map<String, String> overridden) {
    return new Selection(id, members, text, topics, selects, overridden);
  }

  Selection on(List<List<String>> subscribed) {
    return new Selection(id, members, parameters, subscribed, selects, overrides);
  }

  Selection where(Predicate<JsonNode> condition) {
    return new Selection(id, members, parameters, topics, condition, overrides);
  }

  String definition() {
    return """
        {%s "type": "File", "parameters": {%s "path": "@/out/%s.log"}}
        """
        .formatted(members, parameters, id);
  }

  /** Returns the events it must send, in order, out of the lines of an input. */
  List<JsonNode> of(List<JsonNode> lines) {
    return lines.stream()
        .filter(line -> topics.isEmpty() || topics.stream().anyMatch(t -> begins(line, t)))
        .map(line -> line.get("event"))
        .filter(selects)
        .map(this::overridden)
        .toList();
  }

  private static boolean begins(JsonNode line, List<String> prefix) {
    JsonNode topic = line.get("topic");
    for (int i = 0; i < prefix.size(); i++) {
      if (i >= topic.size() || !topic.get(i).textValue().equals(prefix.get(i))) {
        return false;
      }
    }
    return true;
  }

  private JsonNode overridden(JsonNode event) {
    ObjectNode sent = event.deepCopy();
    overrides.forEach(sent::put);
    return sent;
  }
}
