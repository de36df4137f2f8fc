package dev.emitter.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Asks for data that is equal as JSON. */
record WholeDataClause(JsonNode value) implements PatternClause {

  @Override
  public String text() {
    return "whose data is " + Shown.json(value);
  }

  @Override
  public List<String> faults(PublishedEvent event) {
    JsonNode data = event.data();
    return data.isMissingNode()
        ? List.of("it has no JSON data")
        : JsonDifference.between(data, value);
  }
}
