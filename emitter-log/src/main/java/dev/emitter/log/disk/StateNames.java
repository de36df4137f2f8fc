package dev.emitter.log.disk;

import java.io.IOException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of state files: {@code state-}, the generation, and what the file is. */
final class StateNames {

  private static final Pattern ANY = Pattern.compile("state-(\\d{10,18})\\.(txt|draft|damaged)");

  private StateNames() {}

  static String published(long generation) {
    return name(generation, "txt");
  }

  static String draft(long generation) {
    return name(generation, "draft");
  }

  static String damaged(long generation) {
    return name(generation, "damaged");
  }

  private static String name(long generation, String kind) {
    return String.format(Locale.ROOT, "state-%010d.%s", generation, kind);
  }

  /** Returns the generation in a name, or 0 if it is not one of a state file. */
  static long generation(String name) {
    Matcher matcher = ANY.matcher(name);
    return matcher.matches() ? Long.parseLong(matcher.group(1)) : 0;
  }

  static boolean isPublished(String name) {
    return generation(name) > 0 && name.endsWith(".txt");
  }

  static boolean isDamaged(String name) {
    return generation(name) > 0 && name.endsWith(".damaged");
  }

  /** Deletes a file that nobody needs, now or when it is tried again. */
  static void deleteIfPossible(Storage storage, String name) {
    try {
      storage.delete(name);
    } catch (IOException | RuntimeException e) {
      // left over until the next generation or the next start
    }
  }
}
