package dev.emitter.config;

import dev.emitter.problem.Location;
import dev.emitter.problem.Problem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Finds what lies in a folder of definitions, looks as if it were one, and is none: else its author
 * waits in vain. Hidden files, what editors leave for a moment, and files that have nothing to do
 * with JSON are passed over without a word.
 */
final class PassedOver {

  private static final String SUFFIX = ".json";
  private static final List<String> LEFT_BY_EDITORS = List.of("~", ".tmp", ".swp", ".part", "#");
  private static final List<String> OTHER_FORMATS = List.of(".yaml", ".yml", ".toml");

  private PassedOver() {}

  /** Returns whether a file of this name is read as a definition. */
  static boolean isDefinition(String name) {
    return name.endsWith(SUFFIX) && !name.startsWith(".");
  }

  /** Returns the warning for an entry that is not read, or null if it needs none. */
  static @Nullable Problem warning(Path entry) {
    String name = String.valueOf(entry.getFileName());
    if (name.startsWith(".") || LEFT_BY_EDITORS.stream().anyMatch(name::endsWith)) {
      return null;
    }
    String lower = name.toLowerCase(Locale.ROOT);
    if (Files.isDirectory(entry)) {
      return of(entry, "a folder", "definitions are read from this folder only, so move them here");
    }
    if (isDefinition(name)) {
      return ofUnreadable(entry);
    }
    if (lower.endsWith(SUFFIX)) {
      return of(entry, "the name of a definition ends with .json in lower case", "rename it");
    }
    if (lower.contains(SUFFIX)) {
      return of(entry, "the name of a definition ends with .json", "rename it or move it away");
    }
    return OTHER_FORMATS.stream().anyMatch(lower::endsWith)
        ? of(entry, "a definition is a .json file", "write it as JSON")
        : null;
  }

  private static @Nullable Problem ofUnreadable(Path entry) {
    if (Files.isRegularFile(entry) || !Files.exists(entry, LinkOption.NOFOLLOW_LINKS)) {
      return null;
    }
    return Files.isSymbolicLink(entry) && !Files.exists(entry)
        ? of(entry, "a link to a file that is not there", "mend the link or remove it")
        : of(entry, "no regular file", "a definition is a plain file");
  }

  private static Problem of(Path entry, String why, String hint) {
    return Problem.warning(JsonPaths.ROOT, "passed over: " + why, hint)
        .in(Location.ofFile(entry.toString()));
  }
}
