package dev.emitter.flow;

import dev.emitter.EventPublisher;
import dev.emitter.mapping.FlowEntries;
import dev.emitter.topic.Topic;
import java.time.Clock;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Publishes flow traces: events of type {@code FlowTrace} whose data is one entry of the model of
 * Invictus for Azure. Emitters of type {@code FlowTrace} without a {@code flow} carry them as they
 * are.
 *
 * <pre>{@code
 * FlowTraces flows = FlowTraces.of(emitters, Topic.of("flows"));
 * FlowChain chain = flows.chain(orderId).mappings("Invoicing", "New invoice", "Invoices", "v1");
 * try (FlowStep invoice = chain.start("Invoice")) {
 *   invoice.milestone("validated").text("Line1-A").data("Customer", customerId);
 *   try (FlowStep send = invoice.start("Send")) {
 *     send.completed();
 *   }
 *   invoice.completed();
 * }
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class FlowTraces {

  /** The type of the events. */
  public static final String TYPE = FlowEntries.TYPE;

  private final EventPublisher publisher;
  private final Topic topic;
  private final Clock clock;
  private final Supplier<String> ids;

  private FlowTraces(EventPublisher publisher, Topic topic, Clock clock, Supplier<String> ids) {
    this.publisher = publisher;
    this.topic = topic;
    this.clock = clock;
    this.ids = ids;
  }

  /** Returns what publishes on a topic, with the time of the system. */
  public static FlowTraces of(EventPublisher publisher, Topic topic) {
    return new FlowTraces(
        Objects.requireNonNull(publisher, "publisher"),
        Objects.requireNonNull(topic, "topic"),
        Clock.systemUTC(),
        () -> UUID.randomUUID().toString());
  }

  /** Returns the same with another clock, for tests. */
  public FlowTraces withClock(Clock other) {
    return new FlowTraces(publisher, topic, Objects.requireNonNull(other, "clock"), ids);
  }

  /**
   * Returns the same with other ids of steps: for tests, or where the ids come from elsewhere.
   *
   * @param other gives another id each time, a GUID if possible; thread-safe
   */
  public FlowTraces withIds(Supplier<String> other) {
    return new FlowTraces(publisher, topic, clock, Objects.requireNonNull(other, "ids"));
  }

  /**
   * Returns a chain of steps. Whoever names the same chain, in this process or another, goes on
   * with it.
   *
   * @param chainId what links the steps, such as the number of an order
   * @throws IllegalArgumentException if it is empty
   */
  public FlowChain chain(String chainId) {
    if (chainId.isEmpty()) {
      throw new IllegalArgumentException("chainId must not be empty; give what links the steps");
    }
    return new FlowChain(this, chainId, null);
  }

  Clock clock() {
    return clock;
  }

  String newId() {
    return ids.get();
  }

  void publish(String chainId, Object entry) {
    publisher.publish(topic, TYPE, entry, event -> event.partitionKey(chainId));
  }
}
