package dev.emitter;

import dev.emitter.EmitterSources.Source;
import dev.emitter.config.DefinitionReader;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.engine.Engine;
import dev.emitter.handler.EventHandler;
import dev.emitter.handler.HandlerRegistry;
import dev.emitter.problem.Loggers;
import dev.emitter.topic.Topic;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;

/** The emitters whose events go to code of the application. Thread-safe. */
final class HandlerEmitters {

  private static final Logger LOG = Loggers.of(Emitters.class);

  private final HandlerRegistry handlers;
  private final EmitterRegistry registry;
  private final DefinitionReader reader;
  private final Engine engine;
  private final boolean keepsCursors;
  private final HandlerIds ids = new HandlerIds();

  /**
   * Creates emitters of which there are none yet.
   *
   * @param keepsCursors whether the log does, so that an id must mean the same to a later process
   */
  HandlerEmitters(
      HandlerRegistry handlers,
      EmitterRegistry registry,
      DefinitionReader reader,
      Engine engine,
      boolean keepsCursors) {
    this.handlers = handlers;
    this.registry = registry;
    this.reader = reader;
    this.engine = engine;
    this.keepsCursors = keepsCursors;
  }

  /**
   * Returns the id for a handler that is given none.
   *
   * @throws IllegalArgumentException if no later process could make it, although it would have to,
   *     or if there is an emitter of that id
   */
  String id(Topic topic, EventHandler handler) {
    boolean stable = HandlerIds.isStable(handler);
    if (!stable && keepsCursors) {
      throw new IllegalArgumentException(
          "a lambda or an object of an anonymous class has no name by which a later process would"
              + " find its cursor in the log; write on(\"a-name\", topic, handler)");
    }
    String id = ids.of(topic, handler);
    if (registry.source(id) != null) {
      throw new IllegalArgumentException(
          "there is an emitter \""
              + id
              + "\" already; give one of the handlers a name: on(\"a-name\", topic, handler)");
    }
    if (stable) {
      takeOver(topic, id);
    }
    return id;
  }

  /** Ids were made of a number once: goes on where such a handler was, if only one can be meant. */
  private void takeOver(Topic topic, String id) {
    List<String> numbered = HandlerIds.numbered(topic, engine.absent());
    if (numbered.size() == 1) {
      String from = numbered.get(0);
      registry.alone(Set.of(from, id), () -> takeOver(from, id));
    }
  }

  private void takeOver(String from, String id) {
    if (engine.rename(from, id)) {
      LOG.info("emitter {} goes on where {} was", id, from);
    }
  }

  /** Puts an emitter of a handler to work. */
  void start(EmitterDefinition definition, EventHandler handler) {
    registry.alone(Set.of(definition.id()), () -> startAlone(definition, handler));
  }

  /** The handler comes and goes with its emitter, or a removal would take the one of another. */
  private void startAlone(EmitterDefinition definition, EventHandler handler) {
    handlers.add(definition.id(), handler);
    try {
      registry.registerAlone(reader.resolve(definition), Source.HANDLER);
    } catch (Throwable e) { // also one such as a class that is missing: the id must be free again
      handlers.remove(definition.id());
      throw e;
    }
  }
}
