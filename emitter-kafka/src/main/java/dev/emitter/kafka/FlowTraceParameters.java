package dev.emitter.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import dev.emitter.channel.Parameter;
import dev.emitter.channel.ParameterType;
import dev.emitter.channel.ParameterValues;
import dev.emitter.mapping.FlowFormat;
import dev.emitter.mapping.FlowMapping;
import dev.emitter.problem.Problems;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The declaration of what a definition of the FlowTrace channel may say. */
final class FlowTraceParameters {

  static final Parameter FLOW =
      Parameter.of(
          "flow",
          ParameterType.JSON,
          "What an event is in a flow: chainId, time, started, and the objects step, mappings,"
              + " properties, error and azure, whose strings are FEEL expressions. If left out,"
              + " events are of type FlowTrace, and their data is an entry.");

  static final Parameter FORMAT =
      Parameter.choice(
              "format",
              "The version of the model: v5 entries have Id and Source, and Error.Message in place"
                  + " of Error.Description.",
              "v6",
              "v5")
          .withDefault("v6");

  static final Parameter MAX_BYTES =
      Parameter.of(
              "maxBytes",
              ParameterType.INTEGER,
              "How large a record may be. Event Hubs of tier Basic takes 256 KB, others 1 MB.")
          .withDefault(1_000_000)
          .between(1_000, 1_000_000);

  static final List<Parameter> ALL =
      List.of(
          KafkaParameters.BROKERS,
          KafkaParameters.TOPIC,
          FLOW,
          FORMAT,
          MAX_BYTES,
          KafkaParameters.COMPRESSION,
          KafkaParameters.LINGER,
          KafkaParameters.TIMEOUT,
          KafkaParameters.SASL,
          KafkaParameters.TLS,
          KafkaParameters.PRESET,
          KafkaParameters.PROPERTIES);

  private FlowTraceParameters() {}

  /** Returns the mapping, or null if there is none, or after adding its faults. */
  static @Nullable FlowMapping flow(ParameterValues given, Problems problems) {
    JsonNode flow = given.json(FLOW.name());
    return flow == null
        ? null
        : FlowMapping.compile(flow, "$.parameters." + FLOW.name(), format(given), problems);
  }

  static FlowFormat format(ParameterValues given) {
    return "v5".equals(given.string(FORMAT.name())) ? FlowFormat.V5 : FlowFormat.V6;
  }

  static long maxBytes(ParameterValues given) {
    return given.integer(MAX_BYTES.name(), 1_000_000);
  }
}
