package dev.emitter.expressions.feel;

import java.util.List;

/** The syntax tree of a regular expression. */
sealed interface PatternTree {

  /** One character of a set. */
  record OneOf(CodePoints characters) implements PatternTree {}

  record Sequence(List<PatternTree> parts) implements PatternTree {}

  record Choice(List<PatternTree> branches) implements PatternTree {}

  /**
   * A part so many times.
   *
   * @param most -1 without a limit
   */
  record Repeat(PatternTree part, int least, int most, boolean greedy) implements PatternTree {}

  /**
   * A group.
   *
   * @param number 0 if it does not capture
   */
  record Group(PatternTree part, int number) implements PatternTree {}

  record BackReference(int group) implements PatternTree {}

  /** The start of the text, or of a line. */
  record Start(boolean ofLine) implements PatternTree {}

  /** The end of the text, or of a line. */
  record End(boolean ofLine) implements PatternTree {}
}
