package dev.emitter;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.emitter.definition.DeliverySettings;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.handler.EventHandler;
import dev.emitter.handler.HandlerChannelProvider;
import dev.emitter.handler.HandlerSequence;
import dev.emitter.problem.ConfigurationException;
import dev.emitter.topic.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An emitter in the making whose events go to code of the application; begun by {@link
 * Emitters#on(String)}, ended by {@link #start}. Not thread-safe.
 *
 * <p>Several handlers share one cursor: for each event they are called in the order in which they
 * were added, before the next event is given to the first of them. What each of them has done stays
 * done when a later one fails, so that a handler is called again with an event it knows: an event
 * is tried again from the first handler on.
 */
public final class HandlerBuilder {

  private final String id;
  private final EmitterDefinition.Builder definition;
  private final BiConsumer<EmitterDefinition, EventHandler> starting;
  private final List<EventHandler> handlers = new ArrayList<>();
  private final List<Boolean> stopping = new ArrayList<>();

  HandlerBuilder(String id, BiConsumer<EmitterDefinition, EventHandler> starting) {
    this.id = id;
    this.definition =
        EmitterDefinition.builder(id, HandlerChannelProvider.TYPE)
            .parameter(HandlerChannelProvider.NAME, id);
    this.starting = starting;
  }

  /** Adds topics: events on them and below are received. If none is added, those on every topic. */
  public HandlerBuilder topics(Topic... more) {
    definition.topics(List.of(more));
    return this;
  }

  /** Lets only these message types through, beside those named before. If unset, all. */
  public HandlerBuilder messages(String... types) {
    definition.messages(types);
    return this;
  }

  /** Lets only events through for which this FEEL expression is true. If unset or null, all. */
  public HandlerBuilder filter(@Nullable String feel) {
    definition.filter(feel == null ? null : TextNode.valueOf(feel));
    return this;
  }

  /** Sets how events are delivered. If unset, as {@link DeliverySettings#DEFAULT} says. */
  public HandlerBuilder delivery(DeliverySettings settings) {
    definition.delivery(settings);
    return this;
  }

  /** Adds a handler, called for each event after those added before. */
  public HandlerBuilder handle(EventHandler handler) {
    handlers.add(handler);
    stopping.add(true);
    return this;
  }

  /**
   * Sets what becomes of an event on which the handler added last fails. If unset, true.
   *
   * @param stops true: no later handler is called, and the event is tried again from the first
   *     handler on, as the settings of the delivery say. False: the failure is logged, the later
   *     handlers are called, and the event is not tried again for it
   * @throws IllegalStateException if no handler was added yet
   */
  public HandlerBuilder stopOnError(boolean stops) {
    if (stopping.isEmpty()) {
      throw new IllegalStateException("stopOnError stands before the first handler; add it first");
    }
    stopping.set(stopping.size() - 1, stops);
    return this;
  }

  /**
   * Starts the emitter: with its own cursor, backlog, retries and state, like any other.
   *
   * @throws IllegalStateException if no handler was added
   * @throws IllegalArgumentException if a handler is registered under this id already
   * @throws ConfigurationException with every fault of the definition, such as one of the filter
   */
  public void start() {
    if (handlers.isEmpty()) {
      throw new IllegalStateException("emitter \"" + id + "\" has no handler; add one");
    }
    List<HandlerSequence.Step> steps = new ArrayList<>();
    for (int i = 0; i < handlers.size(); i++) {
      steps.add(new HandlerSequence.Step(handlers.get(i), stopping.get(i)));
    }
    starting.accept(definition.build(), new HandlerSequence(id, steps));
  }
}
