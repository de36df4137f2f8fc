package dev.emitter.expressions.feel;

import org.jspecify.annotations.Nullable;

/** A compiled regular expression. Immutable and thread-safe. */
interface RegularExpression {

  /** Returns the number of groups that capture. */
  int groups();

  /**
   * Finds the first match from an offset on, charging for it.
   *
   * @return start and end of the match and then of every group, -1 for a group that took no part;
   *     null if there is none
   */
  int @Nullable [] find(Run run, String text, int from);
}
