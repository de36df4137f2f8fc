package dev.emitter;

import dev.emitter.channel.ResolvedEmitter;
import dev.emitter.problem.ConfigurationException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where each emitter comes from, which no other source takes from it. Not thread-safe. */
final class EmitterSources {

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

  private final Map<String, Source> sources = new HashMap<>();

  /** Returns where an emitter comes from; null if there is none. */
  @Nullable Source of(String id) {
    return sources.get(id);
  }

  /** Returns the ids of the emitters from a source. */
  Set<String> ids(Source source) {
    return sources.entrySet().stream()
        .filter(entry -> entry.getValue() == source)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /**
   * Refuses an emitter whose id belongs to one from elsewhere.
   *
   * @throws ConfigurationException if that is so
   */
  void requireFree(String id, Source source) {
    Source known = sources.get(id);
    if (known != null && known != source) {
      throw new ConfigurationException(
          "the id \"" + id + "\" belongs to an emitter that " + said(known));
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

  void put(String id, Source source) {
    sources.put(id, source);
  }

  /**
   * Notes what files define now.
   *
   * @param refused the ids of those among the changed ones that were refused
   */
  void putFiles(Collection<ResolvedEmitter> changed, Set<String> removed, Set<String> refused) {
    for (String id : removed) {
      sources.remove(id, Source.FILE);
    }
    for (ResolvedEmitter emitter : changed) {
      if (!refused.contains(emitter.id()) || !sources.containsKey(emitter.id())) {
        sources.put(emitter.id(), Source.FILE); // also of one that could not be opened
      }
    }
  }

  void remove(String id) {
    sources.remove(id);
  }
}
