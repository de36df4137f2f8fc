package dev.emitter.flow;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.emitter.mapping.FlowTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Steps that belong together: one run of a flow. Entries of a chain have times that grow, as their
 * order is that of their times. Thread-safe.
 */
public final class FlowChain {

  /** The least by which times differ as they are written. */
  private static final Duration STEP = Duration.ofNanos(100);

  private final FlowTraces traces;
  private final String chainId;
  private final @Nullable ObjectNode mappings;
  private final AtomicReference<Instant> last;

  FlowChain(FlowTraces traces, String chainId, @Nullable ObjectNode mappings) {
    this(traces, chainId, mappings, new AtomicReference<>(Instant.EPOCH));
  }

  private FlowChain(
      FlowTraces traces,
      String chainId,
      @Nullable ObjectNode mappings,
      AtomicReference<Instant> last) {
    this.traces = traces;
    this.chainId = chainId;
    this.mappings = mappings;
    this.last = last;
  }

  /** Returns this chain as a run of the flow that is declared with these four. */
  public FlowChain mappings(String domain, String action, String service, String version) {
    ObjectNode four = JsonNodeFactory.instance.objectNode();
    four.put("Domain", domain);
    four.put("Action", action);
    four.put("Service", service);
    four.put("Version", version);
    return new FlowChain(traces, chainId, four, last);
  }

  /** Returns what links the steps. */
  public String chainId() {
    return chainId;
  }

  /**
   * Begins a step without a parent, and publishes that.
   *
   * @param name names it for people
   * @throws IllegalArgumentException if the name is empty
   */
  public FlowStep start(String name) {
    return FlowStep.start(this, name, null);
  }

  /**
   * Goes on with a step that this process or an earlier one has begun; its start is not published
   * again.
   *
   * @param stepId what identifies the step, see {@link FlowStep#id}
   * @param name names it for people, as before
   * @param parentId the step that it is inside of; null for none
   * @throws IllegalArgumentException if the id or the name is empty
   */
  public FlowStep resume(String stepId, String name, @Nullable String parentId) {
    return FlowStep.begun(this, stepId, name, parentId);
  }

  /**
   * Begins a step once more under its old id, and publishes that: so that the chain, once the step
   * ends well, has not failed any more.
   *
   * @param stepId what identifies the step
   * @param name names it for people, as before
   * @param parentId the step that it is inside of; null for none
   * @throws IllegalArgumentException if the id or the name is empty
   */
  public FlowStep restart(String stepId, String name, @Nullable String parentId) {
    return FlowStep.restart(this, stepId, name, parentId);
  }

  String newId() {
    return traces.newId();
  }

  /** Publishes an entry of a step. */
  void publish(
      ObjectNode step,
      @Nullable ObjectNode properties,
      @Nullable ObjectNode error,
      @Nullable ObjectNode azure) {
    ObjectNode entry = JsonNodeFactory.instance.objectNode();
    entry.put("Time", FlowTime.text(time())).put("ChainId", chainId);
    entry.set("Step", step);
    set(entry, "Mappings", mappings);
    set(entry, "Properties", properties);
    set(entry, "Error", error);
    set(entry, "Azure", azure);
    traces.publish(chainId, entry);
  }

  private static void set(ObjectNode entry, String name, @Nullable ObjectNode value) {
    if (value != null && !value.isEmpty()) {
      entry.set(name, value);
    }
  }

  private Instant time() {
    Instant now = traces.clock().instant();
    return last.updateAndGet(
        before -> {
          Instant next = before.plus(STEP);
          return now.isBefore(next) ? next : now;
        });
  }
}
