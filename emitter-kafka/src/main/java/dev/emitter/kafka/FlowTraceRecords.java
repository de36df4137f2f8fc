package dev.emitter.kafka;

import dev.emitter.channel.ChannelContext;
import dev.emitter.channel.Delivery;
import dev.emitter.channel.ParameterValues;
import dev.emitter.filter.FilterInput;
import dev.emitter.mapping.FlowEntries;
import dev.emitter.mapping.FlowFormat;
import dev.emitter.mapping.FlowMapping;
import dev.emitter.mapping.Rendering;
import dev.emitter.problem.Problems;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
 * @param format the version of the model
 * @param maxBytes how large a value may be
 */
record FlowTraceRecords(String topic, @Nullable FlowMapping flow, FlowFormat format, long maxBytes)
    implements RecordEncoder {

  private static final List<Header> HEADERS =
      List.of(
          new RecordHeader("content-type", "application/json".getBytes(StandardCharsets.UTF_8)));

  /** Returns what a definition without faults says. */
  static FlowTraceRecords of(ChannelContext context) {
    ParameterValues given = context.parameters();
    return new FlowTraceRecords(
        Destination.of(context).topic(),
        FlowTraceParameters.flow(given, new Problems()),
        FlowTraceParameters.format(given),
        FlowTraceParameters.maxBytes(given));
  }

  @Override
  public ProducerRecord<byte[], byte[]> of(Delivery delivery) throws UnusableEventException {
    FilterInput input = new FilterInput(delivery.topic(), delivery.event());
    FlowMapping.Trace trace =
        flow == null ? FlowEntries.trace(input, format, maxBytes) : flow.render(input, maxBytes);
    String chain = trace.chainId();
    if (trace.rendering() instanceof Rendering.Rendered rendered && chain != null) {
      byte[] key = chain.getBytes(StandardCharsets.UTF_8);
      return new ProducerRecord<>(topic, null, null, key, rendered.json().toByteArray(), HEADERS);
    }
    if (trace.rendering() instanceof Rendering.Failed failed) {
      throw new UnusableEventException(failed.toString());
    }
    throw new UnusableEventException(
        "its trace would have more than " + maxBytes + " bytes; put less into it");
  }
}
