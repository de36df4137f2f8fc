package dev.emitter.config;

import dev.emitter.problem.Printable;
import org.jspecify.annotations.Nullable;

/** What identifies an emitter: short enough to print and safe as the name of a file. */
final class EmitterIds {

  private EmitterIds() {}

  /** Returns what is wrong with an id, or null. */
  static @Nullable String fault(String id) {
    int length = id.codePointCount(0, id.length());
    boolean dots = id.chars().allMatch(c -> c == '.');
    boolean odd = id.indexOf('/') >= 0 || Printable.fault(id) != null;
    if (length >= 1 && length <= DefinitionMembers.LONGEST_ID && !dots && !odd) {
      return null;
    }
    return "found "
        + Found.text(id)
        + "; allowed are 1 to "
        + DefinitionMembers.LONGEST_ID
        + " characters, none that cannot be seen, no \"/\", not dots alone";
  }
}
