package dev.emitter.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.emitter.event.Payload;
import dev.emitter.expressions.SharedSteps;
import dev.emitter.filter.EventExpression;
import dev.emitter.filter.FilterInput;
import dev.emitter.problem.Problems;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns events into flow traces as Invictus for Azure imports them: a JSON array of one entry, or
 * of two where the step had started before. Each value of the mapping is a FEEL expression over one
 * event, see {@link Mapping}; an expression that gives null leaves its member out, and an object
 * without members is left out too. All expressions of one rendering share their steps, as those of
 * a {@link Mapping} do. Immutable and thread-safe.
 */
public final class FlowMapping {

  /** What a step may be. */
  private static final Set<String> STATUSES =
      Set.of("Started", "Active", "Cancelled", "Completed", "Failed");

  private final Map<FlowMember, Source> sources;
  private final Map<String, Source> data;
  private final FlowFormat format;

  FlowMapping(Map<FlowMember, Source> sources, Map<String, Source> data, FlowFormat format) {
    this.sources = Map.copyOf(sources);
    this.data = data;
    this.format = format;
  }

  /**
   * One expression of the mapping.
   *
   * @param path the JSON path where it stands
   */
  record Source(EventExpression expression, String path) {}

  /**
   * Compiles a mapping.
   *
   * @param json the object of a definition: {@code chainId}, {@code time}, {@code started}, {@code
   *     id}, {@code source}, and the objects {@code step}, {@code mappings}, {@code properties},
   *     {@code error} and {@code azure}
   * @param path the JSON path where it stands
   * @param problems takes every fault, and warnings
   * @return the mapping, or null after adding a fault
   */
  public static @Nullable FlowMapping compile(
      JsonNode json, String path, FlowFormat format, Problems problems) {
    return new FlowMappingCompiler(problems, format).compile(json, path);
  }

  /**
   * A rendering, and the chain that it belongs to: entries of one chain must keep their order.
   *
   * @param chainId the chain; null unless the rendering is there
   */
  public record Trace(Rendering rendering, @Nullable String chainId) {}

  /**
   * Renders an event.
   *
   * @param maxBytes how large the array may be
   */
  public Trace render(FilterInput input, long maxBytes) {
    try {
      Entry entry = new Entry(input);
      ArrayNode entries = entry.entries();
      byte[] json = entries.toString().getBytes(StandardCharsets.UTF_8);
      return json.length > maxBytes
          ? new Trace(new Rendering.TooLarge(maxBytes), null)
          : new Trace(new Rendering.Rendered(Payload.of(json)), entry.required(FlowMember.CHAIN));
    } catch (FlowException e) {
      return new Trace(new Rendering.Failed(e.path, String.valueOf(e.getMessage())), null);
    }
  }

  /** Returns the chain of an event, or null if it has none. */
  public @Nullable String chainId(FilterInput input) {
    try {
      return new Entry(input).required(FlowMember.CHAIN);
    } catch (FlowException e) {
      return null;
    }
  }

  /** Why an event has no trace. */
  private static final class FlowException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String path;

    FlowException(String path, String message) {
      super(message, null, false, false);
      this.path = path;
    }
  }

  /** The rendering of one event. */
  private final class Entry {

    private final FilterInput input;
    private final SharedSteps steps = MappingBudget.steps(1);

    Entry(FilterInput input) {
      this.input = input;
    }

    ArrayNode entries() throws FlowException {
      ArrayNode entries = JsonNodeFactory.instance.arrayNode();
      String status = status();
      String started = time(FlowMember.STARTED);
      if (started != null && !status.equals("Started")) {
        entries.add(begun(started));
      }
      entries.add(whole(status));
      return entries;
    }

    /** Returns the entry without which there is no row, of a step that had started before. */
    private ObjectNode begun(String started) throws FlowException {
      ObjectNode entry = head(started, "Started", "-started");
      put(entry, "Mappings", mappings());
      return entry;
    }

    private ObjectNode whole(String status) throws FlowException {
      String time = time(FlowMember.TIME);
      if (time == null) {
        throw missing(FlowMember.TIME);
      }
      ObjectNode entry = head(time, status, "");
      put(entry, "Mappings", mappings());
      put(entry, "Properties", properties());
      put(entry, "Error", error());
      put(entry, "Azure", azure());
      return entry;
    }

    private ObjectNode head(String time, String status, String suffix) throws FlowException {
      ObjectNode entry = JsonNodeFactory.instance.objectNode();
      if (format == FlowFormat.V5) {
        entry.put("Id", required(FlowMember.ID) + suffix);
      }
      entry.put("Time", time).put("ChainId", required(FlowMember.CHAIN));
      if (format == FlowFormat.V5) {
        entry.put("Source", required(FlowMember.SOURCE));
      }
      ObjectNode step = entry.putObject("Step");
      step.put("Id", required(FlowMember.STEP_ID));
      step.put("Name", required(FlowMember.STEP_NAME));
      step.put("Status", status);
      put(step, "ParentId", FlowMember.PARENT);
      return entry;
    }

    private ObjectNode mappings() throws FlowException {
      ObjectNode mappings = JsonNodeFactory.instance.objectNode();
      put(mappings, "Domain", FlowMember.DOMAIN);
      put(mappings, "Action", FlowMember.ACTION);
      put(mappings, "Service", FlowMember.SERVICE);
      put(mappings, "Version", FlowMember.VERSION);
      return mappings;
    }

    private ObjectNode properties() throws FlowException {
      ObjectNode properties = JsonNodeFactory.instance.objectNode();
      put(properties, "Milestone", FlowMember.MILESTONE);
      put(properties, "EventText", FlowMember.EVENT_TEXT);
      ObjectNode values = JsonNodeFactory.instance.objectNode();
      for (Map.Entry<String, Source> one : data.entrySet()) {
        String text = text(one.getValue());
        if (text != null) {
          values.put(one.getKey(), text);
        }
      }
      put(properties, "Data", values);
      return properties;
    }

    private ObjectNode error() throws FlowException {
      ObjectNode error = JsonNodeFactory.instance.objectNode();
      put(error, "Code", FlowMember.ERROR_CODE);
      put(error, format == FlowFormat.V5 ? "Message" : "Description", FlowMember.ERROR_DESCRIPTION);
      return error;
    }

    private ObjectNode azure() throws FlowException {
      ObjectNode azure = JsonNodeFactory.instance.objectNode();
      put(azure, "ResourceId", FlowMember.RESOURCE_ID);
      put(azure, "PortalLink", FlowMember.PORTAL_LINK);
      return azure;
    }

    private static void put(ObjectNode object, String name, ObjectNode value) {
      if (!value.isEmpty()) {
        object.set(name, value);
      }
    }

    private void put(ObjectNode object, String name, FlowMember member) throws FlowException {
      Source source = sources.get(member);
      String text = source == null ? null : text(source);
      if (text != null) {
        object.put(name, text);
      }
    }

    private String status() throws FlowException {
      String status = required(FlowMember.STATUS);
      if (!STATUSES.contains(status)) {
        throw new FlowException(
            source(FlowMember.STATUS).path(),
            "gave something else than Started, Active, Cancelled, Completed or Failed");
      }
      return status;
    }

    private @Nullable String time(FlowMember member) throws FlowException {
      Source source = sources.get(member);
      if (source == null) {
        return null;
      }
      EventExpression.Value value = source.expression().valueWithin(steps, input);
      if (value.failure() != null) {
        throw new FlowException(source.path(), value.failure());
      }
      String time = value.value() == null ? null : FlowTime.of(value.value());
      if (value.value() != null && time == null) {
        throw new FlowException(
            source.path(), "gave no date and time with an offset or a zone; write one, such as Z");
      }
      return time;
    }

    private String required(FlowMember member) throws FlowException {
      String text = text(source(member));
      if (text == null || text.isEmpty()) {
        throw missing(member);
      }
      return text;
    }

    private FlowException missing(FlowMember member) {
      return new FlowException(source(member).path(), "gave nothing, but each entry must have it");
    }

    private Source source(FlowMember member) {
      Source source = sources.get(member);
      if (source == null) {
        throw new IllegalStateException(member.name() + " was found, or has a default");
      }
      return source;
    }

    private @Nullable String text(Source source) throws FlowException {
      EventExpression.Text text = source.expression().evaluateWithin(steps, input);
      if (text.failure() != null) {
        throw new FlowException(source.path(), text.failure());
      }
      return text.text();
    }
  }
}
