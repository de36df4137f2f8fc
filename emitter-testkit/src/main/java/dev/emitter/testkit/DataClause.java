package dev.emitter.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Asks for a value at a place in the JSON data. */
record DataClause(DataPath path, JsonNode value) implements PatternClause {

  @Override
  public String text() {
    return "with " + path.text() + " = " + Shown.json(value);
  }

  @Override
  public List<String> faults(PublishedEvent event) {
    JsonNode data = event.data();
    JsonNode found = path.find(data);
    if (found.isMissingNode()) {
      return List.of(path.whereItEnds(data));
    }
    return JsonDifference.equal(found, value)
        ? List.of()
        : List.of(path.text() + " is " + Shown.instead(found, value));
  }
}
