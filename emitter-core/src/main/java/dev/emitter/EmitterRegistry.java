package dev.emitter;

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
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Who exists: which emitter comes from where, and that none takes the id of another one or waits
 * for itself. A change is stored before it takes effect, and takes effect as a whole or not at all.
 * Thread-safe: changes of one emitter follow one another; no lock is held while channels are opened
 * and definitions stored.
 */
final class EmitterRegistry {

  /** Where a definition comes from. */
  enum Source {
    /** A file of the folder of definitions. */
    FILE,
    /** A user, by the application. */
    USER,
    /** Code that is called for each event. */
    HANDLER,
    /** A definition that the application has registered. */
    APPLICATION
  }

  private static final Logger LOG = Loggers.of(Emitters.class);

  private final Engine engine;
  private final Consumer<String> handlerGone;
  private final Map<String, Source> sources = new HashMap<>();
  private final Map<String, EmitterDefinition> begun = new HashMap<>();
  private final Map<String, Thread> changing = new HashMap<>();
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
    begin(ids);
    try {
      change.run();
    } finally {
      end(ids);
    }
  }

  /** Waits until nobody else changes any of these emitters, and keeps others from doing so. */
  private synchronized void begin(Set<String> ids) {
    boolean interrupted = false;
    while (ids.stream().anyMatch(changing::containsKey)) {
      if (ids.stream().anyMatch(id -> changing.get(id) == Thread.currentThread())) {
        throw new IllegalStateException(
            "a channel registers, changes or removes its own emitter while it is opened: " + ids);
      }
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    ids.forEach(id -> changing.put(id, Thread.currentThread()));
  }

  private synchronized void end(Set<String> ids) {
    changing.keySet().removeAll(ids);
    begun.keySet().removeAll(ids);
    notifyAll();
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
    Source known = sources.get(emitter.id());
    if (known != null && known != source) {
      throw new ConfigurationException(
          "the id \"" + emitter.id() + "\" belongs to an emitter that " + said(known));
    }
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

  private static String said(Source source) {
    return switch (source) {
      case FILE -> "a file defines; change or remove the file, or choose another id";
      case USER -> "a user has registered; choose another id";
      case HANDLER -> "calls a handler; remove that one first, or choose another id";
      case APPLICATION -> "the application has registered; remove that one first";
    };
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
        .filter(one -> sources.get(one.id()) != Source.FILE)
        .forEach(one -> others.put(one.id(), one.delivery().after()));
    begun.forEach(
        (id, one) -> {
          if (sources.get(id) != Source.FILE) {
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
    begin(ids);
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
    for (String id : removed) {
      sources.remove(id, Source.FILE);
    }
    for (ResolvedEmitter emitter : changed) {
      if (!refused.contains(emitter.id()) || !sources.containsKey(emitter.id())) {
        sources.put(emitter.id(), Source.FILE); // also of one that could not be opened
      }
    }
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
    begin(ids);
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
    return sources.get(id);
  }

  /** Returns the ids of the emitters from a source. */
  synchronized Set<String> ids(Source source) {
    return sources.entrySet().stream()
        .filter(entry -> entry.getValue() == source)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }
}
