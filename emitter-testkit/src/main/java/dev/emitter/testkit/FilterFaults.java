package dev.emitter.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.emitter.filter.Clause;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which clauses of a filter kept an event out, with the values that they looked at. */
final class FilterFaults {

  private final PublishedEvent event;
  private final List<String> faults = new ArrayList<>();

  private FilterFaults(PublishedEvent event) {
    this.event = event;
  }

  /**
   * Returns the clauses that do not hold, one a line.
   *
   * @param clause how the filter judged the event
   * @param filter the filter as written
   */
  static List<String> of(Clause clause, JsonNode filter, PublishedEvent event) {
    FilterFaults faults = new FilterFaults(event);
    faults.collect(clause, filter);
    return faults.faults;
  }

  private void collect(Clause clause, JsonNode filter) {
    if (clause.result().matches()) {
      return;
    }
    int before = faults.size();
    for (int i = 0; i < clause.parts().size(); i++) {
      collect(clause.parts().get(i), part(filter, i));
    }
    if (faults.size() == before) {
      faults.add(line(clause, filter));
    }
  }

  /** A conjunction in FEEL has parts that are FEEL; an object has one member with filters. */
  private static JsonNode part(JsonNode filter, int index) {
    if (filter.isTextual()) {
      return filter;
    }
    JsonNode within = filter.isObject() && filter.size() == 1 ? filter.iterator().next() : filter;
    return within.isArray() ? within.path(index) : within;
  }

  private String line(Clause clause, JsonNode filter) {
    @Nullable String failure = clause.result().failure();
    String answer = clause.result().isNull() ? " is null" : " is false";
    String verdict = failure == null ? answer : " failed: " + failure;
    String found = isFeel(filter) ? FeelValues.of(clause.text(), event) : clause.found();
    String parts = clause.parts().isEmpty() ? "" : ", though " + clause.parts().get(0);
    return clause.text() + verdict + (found.isEmpty() ? "" : ": " + found) + parts;
  }

  private static boolean isFeel(JsonNode filter) {
    JsonNode named = filter.isObject() ? filter.path("feel") : MissingNode.getInstance();
    return filter.isTextual() || named.isTextual();
  }
}
