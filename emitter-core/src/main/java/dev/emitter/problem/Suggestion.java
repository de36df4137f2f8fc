package dev.emitter.problem;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds the name that a misspelt one was probably meant to be. */
public final class Suggestion {

  /** So many letters two names must begin with to be taken for the same. */
  private static final int LEAST_BEGINNING = 4;

  private Suggestion() {}

  /** Returns {@code did you mean "x"?} for the nearest name, or null when none is near. */
  public static @Nullable String nearest(String given, Collection<String> names) {
    String name = nearestName(given, names);
    return name == null ? null : "did you mean \"" + name + "\"?";
  }

  /**
   * Returns the nearest name, or null when none is near: one with few letters added, left out or
   * changed, else the only one that goes on as the given one does, or that it goes on as.
   */
  public static @Nullable String nearestName(String given, Collection<String> names) {
    String misspelt = misspelt(given, names);
    return misspelt == null ? goingOn(given, names) : misspelt;
  }

  /** Returns the nearest name with few letters added, left out or changed, or null. */
  public static @Nullable String misspelt(String given, Collection<String> names) {
    String best = null;
    int bestDistance = Math.max(1, given.length() / 3) + 1;
    for (String name : names) {
      int distance = distance(given.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
      if (distance < bestDistance) {
        best = name;
        bestDistance = distance;
      }
    }
    return best;
  }

  private static @Nullable String goingOn(String given, Collection<String> names) {
    String start = given.toLowerCase(Locale.ROOT);
    String only = null;
    for (String name : names) {
      String other = name.toLowerCase(Locale.ROOT);
      boolean alike = other.startsWith(start) || start.startsWith(other);
      if (alike && Math.min(start.length(), other.length()) >= LEAST_BEGINNING) {
        if (only != null) {
          return null;
        }
        only = name;
      }
    }
    return only;
  }

  /** Counts insertions, deletions, replacements and swaps of neighbours. */
  private static int distance(String left, String right) {
    if (Math.abs(left.length() - right.length()) > left.length()) {
      return Integer.MAX_VALUE;
    }
    int[][] cost = new int[left.length() + 1][right.length() + 1];
    for (int i = 0; i <= left.length(); i++) {
      cost[i][0] = i;
    }
    for (int j = 0; j <= right.length(); j++) {
      cost[0][j] = j;
    }
    for (int i = 1; i <= left.length(); i++) {
      for (int j = 1; j <= right.length(); j++) {
        cost[i][j] = cheapest(left, right, cost, i, j);
      }
    }
    return cost[left.length()][right.length()];
  }

  private static int cheapest(String left, String right, int[][] cost, int i, int j) {
    int replace = left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1;
    int best =
        Math.min(Math.min(cost[i - 1][j] + 1, cost[i][j - 1] + 1), cost[i - 1][j - 1] + replace);
    boolean swapped =
        i > 1
            && j > 1
            && left.charAt(i - 1) == right.charAt(j - 2)
            && left.charAt(i - 2) == right.charAt(j - 1);
    return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
  }
}
