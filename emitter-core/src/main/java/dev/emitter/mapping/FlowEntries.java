package dev.emitter.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.emitter.event.Payload;
import dev.emitter.filter.FilterInput;
import dev.emitter.problem.JsonPath;
import dev.emitter.problem.Problems;
import io.cloudevents.CloudEvent;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Takes events whose data is an entry of a flow trace already, as {@link
 * dev.emitter.flow.FlowTraces} publishes them. Stateless and thread-safe.
 */
public final class FlowEntries {

  /** The type of such events. */
  public static final String TYPE = "FlowTrace";

  /** Finds the same faults in events that are entries already as in those that become some. */
  private static final FlowMapping ENTRY = entry();

  private FlowEntries() {}

  private static FlowMapping entry() {
    ObjectNode names = JsonNodeFactory.instance.objectNode();
    names.put("chainId", "ChainId").put("time", "Time");
    ObjectNode step = names.putObject("step");
    step.put("id", "Step.Id").put("name", "Step.Name").put("status", "Step.Status");
    Problems problems = new Problems();
    FlowMapping entry = FlowMapping.compile(names, "data", FlowFormat.V6, problems);
    return Objects.requireNonNull(entry, problems.list()::toString);
  }

  /**
   * Returns an array of the one entry that an event is.
   *
   * @param format which version of the model the array has; entries have that of version 6
   * @param maxBytes how large the array may be
   */
  public static FlowMapping.Trace trace(FilterInput input, FlowFormat format, long maxBytes) {
    if (!input.event().getType().equals(TYPE)) {
      return failed(
          "type",
          "is not "
              + TYPE
              + ", and the definition has no flow; add flow, or name FlowTrace in messages");
    }
    FlowMapping.Trace required = ENTRY.render(input, Long.MAX_VALUE);
    if (!(required.rendering() instanceof Rendering.Rendered)) {
      return required;
    }
    for (Map.Entry<String, JsonNode> one : input.data().at("/Properties/Data").properties()) {
      if (one.getValue().isContainerNode()) {
        return failed(
            JsonPath.member("data.Properties.Data", one.getKey()),
            "is no text, and the import takes nothing else");
      }
    }
    return new FlowMapping.Trace(array(input, format, maxBytes), required.chainId());
  }

  /** Returns the chain of the entry that an event is, or null if it has none. */
  public static @Nullable String chainId(FilterInput input) {
    return ENTRY.chainId(input);
  }

  private static Rendering array(FilterInput input, FlowFormat format, long maxBytes) {
    JsonNode entry =
        format == FlowFormat.V5 ? older((ObjectNode) input.data(), input.event()) : input.data();
    byte[] json = ("[" + entry + "]").getBytes(StandardCharsets.UTF_8);
    return json.length > maxBytes
        ? new Rendering.TooLarge(maxBytes)
        : new Rendering.Rendered(Payload.of(json));
  }

  /** Returns an entry as versions 4 and 5 have it. */
  private static ObjectNode older(ObjectNode entry, CloudEvent event) {
    ObjectNode older = JsonNodeFactory.instance.objectNode();
    older.put("Id", event.getId());
    older.setAll(entry);
    older.put("Source", event.getSource().toString());
    JsonNode error = entry.path("Error");
    if (error.has("Description")) {
      ObjectNode renamed = error.deepCopy();
      renamed.set("Message", renamed.remove("Description"));
      older.set("Error", renamed);
    }
    return older;
  }

  private static FlowMapping.Trace failed(String path, String reason) {
    return new FlowMapping.Trace(new Rendering.Failed(path, reason), null);
  }
}
