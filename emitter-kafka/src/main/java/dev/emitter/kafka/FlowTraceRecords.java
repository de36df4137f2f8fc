package dev.emitter.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.emitter.channel.ChannelContext;
import dev.emitter.channel.Delivery;
import dev.emitter.channel.ParameterValues;
import dev.emitter.event.Json;
import dev.emitter.event.Presentation;
import dev.emitter.filter.FilterInput;
import dev.emitter.flow.FlowTraces;
import dev.emitter.mapping.FlowFormat;
import dev.emitter.mapping.FlowMapping;
import dev.emitter.mapping.Rendering;
import dev.emitter.problem.JsonPath;
import dev.emitter.problem.Problems;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * Makes records of flow traces: each is a JSON array of the entries of one event, and its key is
 * the chain, so that the entries of a chain are in one partition and keep their order. Thread-safe.
 *
 * @param topic the topic of Kafka
 * @param flow makes the entries, or null for events that are entries already
 * @param maxBytes how large a value may be
 */
record FlowTraceRecords(String topic, @Nullable FlowMapping flow, long maxBytes)
    implements RecordEncoder {

  private static final List<Header> HEADERS =
      List.of(
          new RecordHeader("content-type", "application/json".getBytes(StandardCharsets.UTF_8)));

  /** Finds the same faults in events that are entries already as in those that become some. */
  private static final FlowMapping ENTRY = entry();

  private static FlowMapping entry() {
    ObjectNode names = JsonNodeFactory.instance.objectNode();
    names.put("chainId", "ChainId").put("time", "Time");
    ObjectNode step = names.putObject("step");
    step.put("id", "Step.Id").put("name", "Step.Name").put("status", "Step.Status");
    Problems problems = new Problems();
    FlowMapping entry = FlowMapping.compile(names, "data", FlowFormat.V6, problems);
    return Objects.requireNonNull(entry, problems.list()::toString);
  }

  /** Returns what a definition without faults says. */
  static FlowTraceRecords of(ChannelContext context) {
    ParameterValues given = context.parameters();
    return new FlowTraceRecords(
        Destination.of(context).topic(),
        FlowTraceParameters.flow(given, new Problems()),
        FlowTraceParameters.maxBytes(given));
  }

  @Override
  public ProducerRecord<byte[], byte[]> of(Delivery delivery) throws UnusableEventException {
    FilterInput input = new FilterInput(delivery.topic(), delivery.event());
    FlowMapping.Trace trace = flow == null ? asItIs(delivery, input) : flow.render(input, maxBytes);
    String chain = trace.chainId();
    if (trace.rendering() instanceof Rendering.Rendered rendered && chain != null) {
      byte[] value = flow == null ? array(delivery) : rendered.json().toByteArray();
      if (value.length <= maxBytes) {
        byte[] key = chain.getBytes(StandardCharsets.UTF_8);
        return new ProducerRecord<>(topic, null, null, key, value, HEADERS);
      }
    } else if (trace.rendering() instanceof Rendering.Failed failed) {
      throw new UnusableEventException(failed.toString());
    }
    throw new UnusableEventException(
        "its trace would have more than " + maxBytes + " bytes; put less into it");
  }

  private FlowMapping.Trace asItIs(Delivery delivery, FilterInput input)
      throws UnusableEventException {
    String type = delivery.event().event().getType();
    if (!type.equals(FlowTraces.TYPE)) {
      throw new UnusableEventException(
          "its type is not "
              + FlowTraces.TYPE
              + ", and the definition has no flow; add flow, or name FlowTrace in messages");
    }
    return ENTRY.render(input, maxBytes);
  }

  private static byte[] array(Delivery delivery) throws UnusableEventException {
    byte[] entry =
        Objects.requireNonNull(delivery.event().data(Presentation.PLAIN), "it has a chain")
            .toByteArray();
    requireText(entry);
    byte[] array = new byte[entry.length + 2];
    array[0] = '[';
    System.arraycopy(entry, 0, array, 1, entry.length);
    array[array.length - 1] = ']';
    return array;
  }

  /** Properties that are objects are not supported by the import. */
  private static void requireText(byte[] entry) throws UnusableEventException {
    try {
      JsonNode data = Json.MAPPER.readTree(entry).at("/Properties/Data");
      for (Map.Entry<String, JsonNode> property : data.properties()) {
        if (property.getValue().isContainerNode()) {
          throw new UnusableEventException(
              JsonPath.member("data.Properties.Data", property.getKey())
                  + ": is no text, and the import takes nothing else");
        }
      }
    } catch (IOException e) {
      throw new UnusableEventException("its data cannot be read as JSON");
    }
  }
}
