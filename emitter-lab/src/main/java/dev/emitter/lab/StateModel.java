package dev.emitter.lab;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a state store may hold: what it holds now, and what else a crash may leave. Not thread-safe.
 */
final class StateModel {

  private SortedMap<String, String> now = new TreeMap<>();
  private final Set<SortedMap<String, String>> possible = new LinkedHashSet<>();

  StateModel() {
    possible.add(now);
  }

  SortedMap<String, String> now() {
    return now;
  }

  /** Changes were written: they hold for good. */
  void written(Map<String, Optional<String>> changes) {
    now = with(now, changes);
    possible.clear();
    possible.add(now);
  }

  /** It is not known whether changes were written: a crash leaves all of them or none. */
  void inDoubt(Map<String, Optional<String>> changes) {
    possible.add(with(now, changes));
  }

  /**
   * The store was opened again and holds these entries.
   *
   * @param isSure whether they are on the disk now, whatever they were before
   */
  void found(SortedMap<String, String> entries, boolean isSure) {
    if (!possible.contains(entries)) {
      throw new Violation("found " + entries + ", expected one of " + List.copyOf(possible));
    }
    now = entries;
    if (isSure) {
      possible.clear();
      possible.add(now);
    }
  }

  private static SortedMap<String, String> with(
      SortedMap<String, String> before, Map<String, Optional<String>> changes) {
    SortedMap<String, String> after = new TreeMap<>(before);
    for (String key : new ArrayList<>(changes.keySet())) {
      changes
          .getOrDefault(key, Optional.empty())
          .ifPresentOrElse(value -> after.put(key, value), () -> after.remove(key));
    }
    return after;
  }
}
