package dev.emitter.expressions.feel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sorting by a function that tells which of two items comes first; it may contradict itself. */
final class Sorting {

  private Sorting() {}

  static @Nullable Object sort(Run run, @Nullable Object[] a) {
    FeelFunction precedes = (FeelFunction) a[1];
    if (!precedes.takes(2)) {
      return run.fail("sort: \"precedes\" must take two arguments");
    }
    List<@Nullable Object> items = new ArrayList<>();
    for (Object item : Lists.copy(run, Lists.of(a[0]), 0)) {
      items.add(Values.of(item));
    }
    return Collections.unmodifiableList(merge(run, precedes, items));
  }

  /**
   * Sorts by merging: stable, n log n calls whatever the function answers, and recursion no deeper
   * than log n.
   */
  private static List<@Nullable Object> merge(
      Run run, FeelFunction precedes, List<@Nullable Object> items) {
    if (items.size() < 2) {
      return items;
    }
    int middle = items.size() / 2;
    List<@Nullable Object> left = merge(run, precedes, items.subList(0, middle));
    List<@Nullable Object> right = merge(run, precedes, items.subList(middle, items.size()));
    List<@Nullable Object> merged = new ArrayList<>(items.size());
    int l = 0;
    int r = 0;
    while (l < left.size() && r < right.size()) {
      run.charge(1);
      Object second = precedes.invoke(run, new Object[] {right.get(r), left.get(l)});
      if (second != null && !(second instanceof Boolean)) {
        run.mistake("sort: \"precedes\" gave " + Logic.misplaced(Kind.of(second)));
      }
      merged.add(Boolean.TRUE.equals(second) ? right.get(r++) : left.get(l++));
    }
    merged.addAll(left.subList(l, left.size()));
    merged.addAll(right.subList(r, right.size()));
    return merged;
  }
}
