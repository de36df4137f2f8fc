package dev.emitter.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.emitter.event.EncodedEvent;
import dev.emitter.filter.EventFilter;
import dev.emitter.filter.FilterDialects;
import dev.emitter.filter.FilterInput;
import dev.emitter.problem.Problems;
import dev.emitter.topic.Topic;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A filter that tells an event from others of its type, by the member that says what happened. */
final class ProposedFilter {

  /** What such members are called, the more telling ones first. */
  private static final List<String> TELLING =
      List.of("action", "operation", "event_type", "status", "state", "kind", "reason", "category");

  private static final Pattern PLAIN = Pattern.compile("[\\w .:/-]{1,64}");

  private ProposedFilter() {}

  /** Returns a filter that lets the event through, or null if no member tells it from others. */
  static @Nullable String of(Topic topic, EncodedEvent event, JsonNode data) {
    for (String name : TELLING) {
      JsonNode value = data.path(name);
      if (value.isTextual() && PLAIN.matcher(value.asText()).matches()) {
        String filter = name + " = \"" + value.asText() + "\"";
        if (letsThrough(filter, new FilterInput(topic, event))) {
          return filter;
        }
      }
    }
    return null;
  }

  private static boolean letsThrough(String filter, FilterInput input) {
    Problems problems = new Problems();
    EventFilter compiled =
        FilterDialects.standard().compile(TextNode.valueOf(filter), "$.filter", problems);
    return compiled != null && compiled.test(input).matches();
  }
}
