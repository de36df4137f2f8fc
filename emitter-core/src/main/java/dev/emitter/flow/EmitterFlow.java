package dev.emitter.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.event.Json;
import dev.emitter.filter.EventFilter;
import dev.emitter.filter.FilterDialects;
import dev.emitter.filter.FilterInput;
import dev.emitter.log.LoggedEvent;
import dev.emitter.mapping.FlowFormat;
import dev.emitter.mapping.FlowMapping;
import dev.emitter.mapping.Rendering;
import dev.emitter.problem.Problems;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes of events the entries that the {@code flow} of an emitter makes of them. Immutable and
 * thread-safe.
 */
final class EmitterFlow implements ChainReader.FlowSource {

  private static final String TRACES = "FlowTrace";
  private static final String WEBHOOK = "Webhook";
  private static final String MODE = "flow-traces";

  private final EmitterDefinition definition;
  private final @Nullable EventFilter filter;
  private final FlowMapping flow;

  private EmitterFlow(
      EmitterDefinition definition, @Nullable EventFilter filter, FlowMapping flow) {
    this.definition = definition;
    this.filter = filter;
    this.flow = flow;
  }

  /** Returns those of definitions of operators that have a flow without faults. */
  static List<ChainReader.FlowSource> of(List<EmitterDefinition> definitions) {
    List<ChainReader.FlowSource> flows = new ArrayList<>();
    for (EmitterDefinition definition : definitions) {
      EmitterFlow flow = definition.owner() == null ? of(definition) : null;
      if (flow != null) {
        flows.add(flow);
      }
    }
    return flows;
  }

  private static @Nullable EmitterFlow of(EmitterDefinition definition) {
    ObjectNode given = definition.parameters();
    boolean traces =
        definition.type().equalsIgnoreCase(TRACES)
            || (definition.type().equalsIgnoreCase(WEBHOOK)
                && given.path("mode").asText().equals(MODE));
    JsonNode written = given.get("flow");
    if (!traces || written == null) {
      return null;
    }
    Problems problems = new Problems();
    FlowFormat format = given.path("format").asText().equals("v5") ? FlowFormat.V5 : FlowFormat.V6;
    FlowMapping flow = FlowMapping.compile(written, "$.parameters.flow", format, problems);
    JsonNode condition = definition.filter();
    EventFilter filter =
        condition == null
            ? null
            : FilterDialects.standard().compile(condition, "$.filter", problems);
    return flow == null || !problems.isEmpty() ? null : new EmitterFlow(definition, filter, flow);
  }

  @Override
  public String emitter() {
    return definition.id();
  }

  @Override
  public List<JsonNode> entries(LoggedEvent event) {
    FilterInput input = new FilterInput(event.topic(), event.event());
    if (!selects(input)) {
      return List.of();
    }
    Rendering rendering = flow.render(input, Long.MAX_VALUE).rendering();
    return rendering instanceof Rendering.Rendered rendered ? entries(rendered) : List.of();
  }

  private boolean selects(FilterInput input) {
    Set<String> messages = definition.messages();
    return definition.subscription().selects(input.topic())
        && (messages.isEmpty() || messages.contains(input.event().getType()))
        && (filter == null || filter.test(input).matches());
  }

  private static List<JsonNode> entries(Rendering.Rendered rendered) {
    byte[] json = rendered.json().toByteArray();
    List<JsonNode> entries = new ArrayList<>();
    try {
      Json.tree(json, 0, json.length).forEach(entries::add);
    } catch (IOException e) {
      throw new IllegalStateException("a rendering is JSON", e);
    }
    return entries;
  }
}
