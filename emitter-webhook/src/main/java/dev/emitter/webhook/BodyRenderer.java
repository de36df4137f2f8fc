package dev.emitter.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import dev.emitter.channel.ParameterValues;
import dev.emitter.filter.FilterInput;
import dev.emitter.http.HttpHeader;
import dev.emitter.mapping.FlowFormat;
import dev.emitter.mapping.FlowMapping;
import dev.emitter.mapping.Mapping;
import dev.emitter.mapping.MappingOptions;
import dev.emitter.mapping.Rendering;
import dev.emitter.problem.Problems;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes the bodies of requests in the receiver's own shape. Immutable and thread-safe. */
interface BodyRenderer {

  /**
   * Returns the body of a request.
   *
   * @param inputs its events: one, unless the definition has an envelope
   * @param maxBytes how large it may be
   */
  Rendering render(List<FilterInput> inputs, long maxBytes);

  /** Returns the headers that say more of the body of one event. */
  default List<HttpHeader> headers(FilterInput input) {
    return List.of();
  }

  /** Returns what makes bodies in the mode of a definition, or null if that is done otherwise. */
  static @Nullable BodyRenderer of(ParameterValues given) {
    return switch (WebhookSettings.Mode.of(given)) {
      case MAPPED -> of(mapping(given));
      case FLOW_TRACES -> new FlowTraceRenderer(flow(given, new Problems()), format(given));
      default -> null;
    };
  }

  private static BodyRenderer of(Mapping mapping) {
    return mapping.options().overEach()
        ? mapping::render
        : (inputs, maxBytes) -> mapping.render(inputs.get(0), maxBytes);
  }

  private static FlowFormat format(ParameterValues given) {
    return "v5".equals(given.string(WebhookParameters.FORMAT)) ? FlowFormat.V5 : FlowFormat.V6;
  }

  private static Mapping mapping(ParameterValues given) {
    return given.json(WebhookParameters.BODY) == null
        ? mapping(given, WebhookParameters.ENVELOPE, MappingOptions.EACH)
        : mapping(given, WebhookParameters.BODY, MappingOptions.ONE);
  }

  private static Mapping mapping(ParameterValues given, String name, MappingOptions options) {
    JsonNode json = Objects.requireNonNull(given.json(name), "mode mapped has body or envelope");
    return Mapping.of(json, "$.parameters." + name, options);
  }

  /** Returns the flow, or null if there is none, or after adding its faults. */
  static @Nullable FlowMapping flow(ParameterValues given, Problems problems) {
    JsonNode flow = given.json(WebhookParameters.FLOW);
    return flow == null
        ? null
        : FlowMapping.compile(
            flow, "$.parameters." + WebhookParameters.FLOW, format(given), problems);
  }
}
