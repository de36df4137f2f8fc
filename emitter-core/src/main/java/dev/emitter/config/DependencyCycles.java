package dev.emitter.config;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds emitters that wait for each other by {@code delivery.after}. Not thread-safe. */
public final class DependencyCycles {

  private final Map<String, List<String>> after;

  /** Creates the search among emitters, each with those that it waits for. */
  DependencyCycles(Map<String, List<String>> after) {
    this.after = new LinkedHashMap<>(after);
    prune();
  }

  /** Takes out whoever waits only for emitters that wait for nobody, until none is left. */
  private void prune() {
    Map<String, List<String>> waiting = new HashMap<>();
    Map<String, Integer> open = new HashMap<>();
    Deque<String> free = new ArrayDeque<>();
    after.forEach(
        (id, named) -> {
          List<String> within = named.stream().filter(after::containsKey).toList();
          within.forEach(other -> waiting.computeIfAbsent(other, o -> new ArrayList<>()).add(id));
          open.put(id, within.size());
          if (within.isEmpty()) {
            free.add(id);
          }
        });
    while (!free.isEmpty()) {
      String id = free.remove();
      after.remove(id);
      for (String other : waiting.getOrDefault(id, List.of())) {
        if (open.merge(other, -1, Integer::sum) == 0) {
          free.add(other);
        }
      }
    }
  }

  /** Returns the shortest cycle through an emitter, such as {@code a -> b -> a}, or null. */
  @Nullable String through(String id) {
    return through(id, other -> after.getOrDefault(other, List.of()));
  }

  /**
   * Returns the shortest cycle through an emitter, such as {@code a -> b -> a}, or null.
   *
   * @param id the emitter
   * @param after returns whom an emitter waits for; asked once for each that is come to
   */
  public static @Nullable String through(String id, Function<String, List<String>> after) {
    Map<String, String> cameFrom = new HashMap<>();
    Deque<String> next = new ArrayDeque<>(List.of(id));
    while (!next.isEmpty()) {
      String here = next.remove();
      for (String other : after.apply(here)) {
        if (other.equals(id)) {
          return path(id, here, cameFrom);
        }
        if (cameFrom.putIfAbsent(other, here) == null) {
          next.add(other);
        }
      }
    }
    return null;
  }

  private static String path(String id, String last, Map<String, String> cameFrom) {
    StringBuilder path = new StringBuilder(id);
    String here = last;
    while (here != null && !here.equals(id)) {
      path.insert(0, here + " -> ");
      here = cameFrom.get(here);
    }
    return path.insert(0, id + " -> ").toString();
  }
}
