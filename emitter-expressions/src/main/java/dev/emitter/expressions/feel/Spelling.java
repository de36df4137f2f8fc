package dev.emitter.expressions.feel;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds what a misspelt name may have been meant to be. */
final class Spelling {

  private static final int LONGEST = 40;

  private Spelling() {}

  /** Returns the most similar name, or null if none is similar. */
  static @Nullable String nearest(String word, Collection<String> names) {
    String plain = plain(word);
    if (plain.length() > LONGEST) {
      return null;
    }
    String best = null;
    int least = 1 + plain.length() / 3;
    for (String name : names.stream().sorted().toList()) {
      int distance = distance(plain, plain(name));
      if (distance < least) {
        best = name;
        least = distance;
      }
    }
    return best;
  }

  private static String plain(String name) {
    return name.replace(" ", "").replace("_", "").toLowerCase(Locale.ROOT);
  }

  /** Returns how many letters must be added, removed or changed to get from one word to another. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
