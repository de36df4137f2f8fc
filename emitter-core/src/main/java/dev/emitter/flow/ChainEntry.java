package dev.emitter.flow;

import com.fasterxml.jackson.databind.JsonNode;
import dev.emitter.definition.FlowStatus;
import dev.emitter.log.LoggedEvent;
import dev.emitter.mapping.FlowTime;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An entry of a chain in the log.
 *
 * @param json what it says
 * @param time its time, which orders the entries of a chain
 * @param emitter the emitter whose flow makes it; null where the event is the entry
 */
record ChainEntry(
    JsonNode json,
    String stepId,
    FlowStatus status,
    Instant time,
    String eventId,
    Instant publishedAt,
    @Nullable String emitter) {

  /** Returns the entry that a JSON object is, or null if it is none of this chain. */
  static @Nullable ChainEntry of(
      JsonNode json, String chainId, LoggedEvent logged, @Nullable String emitter) {
    String stepId = json.at("/Step/Id").asText("");
    FlowStatus status = FlowStatus.of(json.at("/Step/Status").asText(""));
    Instant time = FlowTime.instant(json.path("Time").asText(""));
    boolean whole =
        json.path("ChainId").asText("").equals(chainId)
            && !stepId.isEmpty()
            && status != null
            && time != null;
    return whole && status != null && time != null
        ? new ChainEntry(
            json,
            stepId,
            status,
            time,
            logged.event().event().getId(),
            logged.publishedAt(),
            emitter)
        : null;
  }

  @Nullable String parentId() {
    String parent = json.at("/Step/ParentId").asText("");
    return parent.isEmpty() ? null : parent;
  }

  /** Returns what it says of an error, by either version of the model. */
  String error() {
    JsonNode error = json.path("Error");
    return error.path("Description").asText(error.path("Message").asText(""));
  }
}
