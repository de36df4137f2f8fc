package dev.emitter;

import dev.emitter.EmitterSources.Source;
import dev.emitter.channel.ResolvedEmitter;
import dev.emitter.config.DependencyCycles;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.engine.Engine;
import dev.emitter.problem.ConfigurationException;
import dev.emitter.problem.EmitterException;
import dev.emitter.problem.Loggers;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Who exists: which emitter comes from where, and that none takes the id of another one or waits
 * for itself. A change is stored before it takes effect, and takes effect as a whole or not at all.
 * Thread-safe: changes of one emitter follow one another; no lock is held while channels are opened
 * and definitions stored.
 */
final class EmitterRegistry {

  private static final Logger LOG = Loggers.of(Emitters.class);

  private final Engine engine;
  private final Consumer<String> handlerGone;
  private final EmitterLocks locks = new EmitterLocks();
  private final EmitterSources sources = new EmitterSources();
  private final Map<String, EmitterDefinition> begun = new HashMap<>();
  private boolean closed;

  /**
   * Creates a registry in which there is nobody yet.
   *
   * @param handlerGone is told the id of an emitter that called a handler and is removed, while
   *     nobody else may change it
   */
  EmitterRegistry(Engine engine, Consumer<String> handlerGone) {
    this.engine = engine;
    this.handlerGone = handlerGone;
  }

  // One change at a time.

  /**
   * Does what belongs to a change of these emitters while nobody else changes any of them.
   *
   * @param change may call {@link #registerAlone}; what else changes emitters is refused in it
   */
  void alone(Set<String> ids, Runnable change) {
    locks.lock(ids);
    try {
      change.run();
    } finally {
      end(ids);
    }
  }

  private void end(Set<String> ids) {
    endBegun(ids);
    locks.unlock(ids);
  }

  private synchronized void endBegun(Set<String> ids) {
    begun.keySet().removeAll(ids);
  }

  /** Refuses changes from now on. */
  synchronized void close() {
    closed = true;
  }

  private synchronized void requireOpen() {
    if (closed) {
      throw new IllegalStateException("closed: no emitter can be registered any more");
    }
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  // Adding and changing.

  /** Puts a definition of the application to work that is stored nowhere, and logs its warnings. */
  Registration register(ResolvedEmitter emitter, Source source) {
    alone(Set.of(emitter.id()), () -> registerAlone(emitter, source));
    return new Registration(emitter.id(), 0, emitter.warnings());
  }

  /** Does that within {@link #alone}. */
  void registerAlone(ResolvedEmitter emitter, Source source) {
    putAlone(emitter, source, () -> {});
    emitter.warnings().forEach(warning -> LOG.warn("{}: {}", emitter.definition(), warning));
  }

  /**
   * Puts a definition to work that no file has.
   *
   * @param persist stores it; if that throws, nothing has changed
   * @throws ConfigurationException if the id belongs to another emitter, or it would wait for
   *     itself
   * @throws IllegalStateException once this is closed
   */
  void put(ResolvedEmitter emitter, Source source, Runnable persist) {
    alone(Set.of(emitter.id()), () -> putAlone(emitter, source, persist));
  }

  private void putAlone(ResolvedEmitter emitter, Source source, Runnable persist) {
    admit(emitter, source);
    engine.apply(
        List.of(emitter),
        Set.of(),
        () -> {
          requireOpen(); // again, as opening a channel may take long
          persist.run();
        });
    note(emitter.id(), source);
  }

  private synchronized void admit(ResolvedEmitter emitter, Source source) {
    requireOpen();
    sources.requireFree(emitter.id(), source);
    begun.put(emitter.id(), emitter.definition());
    String cycle = DependencyCycles.through(emitter.id(), this::after);
    if (cycle != null) {
      throw new ConfigurationException(
          "emitter \""
              + emitter.id()
              + "\": delivery.after makes these emitters wait for each other: "
              + cycle
              + "; leave one of them out");
    }
  }

  private synchronized void note(String id, Source source) {
    sources.put(id, source);
  }

  /** Returns whom an emitter waits for, or will if it is about to be changed. */
  private List<String> after(String id) {
    EmitterDefinition next = begun.get(id);
    ResolvedEmitter now = next == null ? engine.running().emitter(id) : null;
    EmitterDefinition definition = now == null ? next : now.definition();
    return definition == null ? List.of() : definition.delivery().after();
  }

  // Files.

  /** Returns the emitters that no file defines, each with those that it waits for. */
  synchronized Map<String, List<String>> notFromFiles() {
    Map<String, List<String>> others = new LinkedHashMap<>();
    engine.running().emitters().stream()
        .map(ResolvedEmitter::definition)
        .filter(one -> sources.of(one.id()) != Source.FILE)
        .forEach(one -> others.put(one.id(), one.delivery().after()));
    begun.forEach(
        (id, one) -> {
          if (sources.of(id) != Source.FILE) {
            others.put(id, one.delivery().after());
          }
        });
    return others;
  }

  /**
   * Puts what files say to work; one that cannot be put to work keeps none of the others from it.
   *
   * @param changed the emitters that are new or have changed
   * @param removed the ids of those that no file defines any more
   * @return why those that are refused are so, by id
   */
  Map<String, EmitterException> putFiles(Collection<ResolvedEmitter> changed, Set<String> removed) {
    if (isClosed()) {
      return Map.of(); // a file was saved at the last moment
    }
    Set<String> ids = new HashSet<>(removed);
    changed.forEach(emitter -> ids.add(emitter.id()));
    locks.lock(ids);
    try {
      Map<String, EmitterException> refused = new LinkedHashMap<>();
      List<ResolvedEmitter> admitted =
          changed.stream().filter(emitter -> isAdmitted(emitter, refused)).toList();
      apply(admitted, removed, refused);
      noteFiles(changed, removed, refused.keySet());
      return refused;
    } finally {
      end(ids);
    }
  }

  private boolean isAdmitted(ResolvedEmitter emitter, Map<String, EmitterException> refused) {
    try {
      admit(emitter, Source.FILE);
      return true;
    } catch (EmitterException e) {
      refused.put(emitter.id(), e);
      return false;
    }
  }

  private void apply(
      List<ResolvedEmitter> admitted, Set<String> removed, Map<String, EmitterException> refused) {
    try {
      engine.apply(admitted, removed, () -> {});
    } catch (EmitterException e) {
      engine.apply(List.of(), removed, () -> {});
      admitted.forEach(emitter -> applyAlone(emitter, refused));
    }
  }

  /** One channel that cannot be opened must not keep the others from work. */
  private void applyAlone(ResolvedEmitter emitter, Map<String, EmitterException> refused) {
    try {
      engine.apply(List.of(emitter), Set.of(), () -> {});
    } catch (EmitterException e) {
      refused.put(emitter.id(), e);
    }
  }

  private synchronized void noteFiles(
      Collection<ResolvedEmitter> changed, Set<String> removed, Set<String> refused) {
    sources.putFiles(changed, removed, refused);
  }

  // Removing.

  /**
   * Removes an emitter that no file defines.
   *
   * @param persist stores that it is gone; if that throws, nothing has changed
   * @return whether there was one
   * @throws ConfigurationException if a file defines it
   */
  boolean remove(String id, Runnable persist) {
    Set<String> ids = Set.of(id);
    locks.lock(ids);
    try {
      Source source = source(id);
      if (source == Source.FILE) {
        throw new ConfigurationException(
            "emitter \"" + id + "\" is defined by a file; change or remove the file instead");
      }
      boolean known = engine.running().emitter(id) != null;
      if (source == Source.USER) {
        engine.removeForGood(ids, persist); // each registration of a user has an id of its own
      } else {
        engine.apply(List.of(), ids, persist);
      }
      boolean forgotten = !known && engine.forget(id);
      forget(id);
      if (source == Source.HANDLER) {
        handlerGone.accept(id);
      }
      return known || forgotten;
    } finally {
      end(ids);
    }
  }

  private synchronized void forget(String id) {
    sources.remove(id);
  }

  /** Returns where an emitter comes from; null if there is none. */
  synchronized @Nullable Source source(String id) {
    return sources.of(id);
  }

  /** Returns the ids of the emitters from a source. */
  synchronized Set<String> ids(Source source) {
    return sources.ids(source);
  }
}
