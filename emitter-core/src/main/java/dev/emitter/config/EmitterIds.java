package dev.emitter.config;

import dev.emitter.problem.Printable;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What identifies an emitter: short enough to print and safe as the name of a file. */
final class EmitterIds {

  /** What file systems take as a name, less what is added to it. */
  private static final int MOST_BYTES = 240;

  private EmitterIds() {}

  /** Returns what is wrong with an id, or null. */
  static @Nullable String fault(String id) {
    int length = id.codePointCount(0, id.length());
    boolean dots = id.chars().allMatch(c -> c == '.');
    boolean odd = id.indexOf('/') >= 0 || Printable.fault(id) != null;
    int bytes = id.getBytes(StandardCharsets.UTF_8).length;
    boolean fits = length <= DefinitionMembers.LONGEST_ID && bytes <= MOST_BYTES;
    if (length >= 1 && fits && !dots && !odd) {
      return null;
    }
    return "found "
        + Found.text(id)
        + "; allowed are 1 to "
        + DefinitionMembers.LONGEST_ID
        + " characters of "
        + MOST_BYTES
        + " bytes in UTF-8 at most, none that cannot be seen, no \"/\", not dots alone";
  }
}
