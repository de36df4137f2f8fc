package dev.emitter.flow;

import com.fasterxml.jackson.databind.JsonNode;
import dev.emitter.definition.FlowStatus;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A step of a chain, as its entries in the log tell. Immutable and thread-safe.
 *
 * @param id what identifies it within its chain
 * @param name its name for people
 * @param parentId the step that it is inside of; null for none
 * @param status what its latest entry says
 * @param begun whether the entry that it started is there
 * @param entries how many entries it has
 * @param latest the latest entry
 * @param error what its latest entry says of an error; empty for none
 * @param text what its entries say for people, joined with commas
 * @param data its business properties; of those that are said twice, the later
 * @param resourceId its resource of Azure; null for none
 * @param children the steps inside of it, in the order of their first entries
 */
public record ChainStep(
    String id,
    String name,
    @Nullable String parentId,
    FlowStatus status,
    boolean begun,
    int entries,
    Latest latest,
    String error,
    String text,
    Map<String, String> data,
    @Nullable String resourceId,
    List<ChainStep> children) {

  public ChainStep {
    data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
    children = List.copyOf(children);
  }

  /**
   * The latest entry of a step.
   *
   * @param time what it says of its time
   * @param eventId the id of its event
   * @param publishedAt when the log accepted it
   * @param emitter the emitter whose flow makes the entry; null where the event is the entry
   */
  public record Latest(
      Instant time, String eventId, Instant publishedAt, @Nullable String emitter) {}

  /** Gathers what the entries of a step say, in their order. Not thread-safe. */
  static final class Gathering {

    private final Set<String> texts = new LinkedHashSet<>();
    private final Map<String, String> data = new LinkedHashMap<>();
    private final ChainEntry first;
    private ChainEntry last;
    private @Nullable String parentId;
    private @Nullable String resourceId;
    private boolean begun;
    private int entries;

    Gathering(ChainEntry first) {
      this.first = first;
      this.last = first;
    }

    void add(ChainEntry entry) {
      last = entry;
      entries++;
      begun |= entry.status() == FlowStatus.STARTED;
      parentId = entry.parentId() == null ? parentId : entry.parentId();
      JsonNode json = entry.json();
      addIfAny(json.at("/Properties/EventText").asText(""));
      json.at("/Properties/Data")
          .properties()
          .forEach(one -> data.put(one.getKey(), text(one.getValue())));
      String resource = json.at("/Azure/ResourceId").asText("");
      resourceId = resource.isEmpty() ? resourceId : resource;
    }

    private void addIfAny(String text) {
      if (!text.isEmpty()) {
        texts.add(text);
      }
    }

    private static String text(JsonNode value) {
      return value.isValueNode() ? value.asText() : value.toString();
    }

    @Nullable String parentId() {
      return parentId;
    }

    ChainStep step(List<ChainStep> children) {
      return new ChainStep(
          first.stepId(),
          last.json().at("/Step/Name").asText(""),
          parentId,
          last.status(),
          begun,
          entries,
          new Latest(last.time(), last.eventId(), last.publishedAt(), last.emitter()),
          last.error(),
          String.join(",", texts),
          data,
          resourceId,
          children);
    }
  }
}
