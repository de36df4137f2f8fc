package dev.emitter.webhook;

import dev.emitter.filter.FilterInput;
import dev.emitter.http.HttpHeader;
import dev.emitter.mapping.FlowEntries;
import dev.emitter.mapping.FlowFormat;
import dev.emitter.mapping.FlowMapping;
import dev.emitter.mapping.Rendering;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the entries of one event in a flow, and the header by which Event Hubs keeps the entries of
 * a chain in one partition. Immutable and thread-safe.
 *
 * @param flow makes the entries, or null for events that are entries already
 * @param format the version of the model
 */
record FlowTraceRenderer(@Nullable FlowMapping flow, FlowFormat format) implements BodyRenderer {

  @Override
  public Rendering render(List<FilterInput> inputs, long maxBytes) {
    FilterInput input = inputs.get(0);
    FlowMapping.Trace trace =
        flow == null ? FlowEntries.trace(input, format, maxBytes) : flow.render(input, maxBytes);
    return trace.rendering();
  }

  @Override
  public List<HttpHeader> headers(FilterInput input) {
    String chain = flow == null ? FlowEntries.chainId(input) : flow.chainId(input);
    return chain == null ? List.of() : List.of(BrokerProperties.withPartitionKey(chain));
  }
}
