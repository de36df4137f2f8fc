package dev.emitter.expressions.feel;

import org.jspecify.annotations.Nullable;

/**
 * Refuses constant flags, patterns and replacements that fail whatever the text is: they are tried
 * on an empty one.
 */
final class PatternCheck {

  private static final int PATTERN = 1;
  private static final int REPLACEMENT = 2;

  private final Source source;
  private final ConstantCheck constants;

  PatternCheck(Source source, ConstantCheck constants) {
    this.source = source;
    this.constants = constants;
  }

  void check(GivenArguments given) {
    boolean replaces = given.builtin().name().equals("replace");
    int flags = replaces ? REPLACEMENT + 1 : PATTERN + 1;
    String pattern = given.text(PATTERN);
    if (pattern == null || !given.areConstantFrom(flags)) {
      return; // what flags there are decides what a pattern means
    }
    checkFlags(given, flags, given.text(flags));
    GivenArguments onNothing = given.with(0, "");
    checkPattern(replaces ? onNothing.with(REPLACEMENT, "") : onNothing, pattern);
    if (replaces && given.text(REPLACEMENT) != null) {
      checkReplacement(onNothing);
    }
  }

  private void checkFlags(GivenArguments given, int index, @Nullable String flags) {
    if (flags == null) {
      return;
    }
    try {
      PatternFlags.parse(flags);
    } catch (PatternRefused e) {
      String hint = String.valueOf(e.getMessage());
      throw refuse(given, index, "flags", "flags of regular expressions", hint);
    }
  }

  private void checkPattern(GivenArguments given, String pattern) {
    String failure = constants.failure(given);
    if (failure == null) {
      return;
    }
    boolean matchesEmpty = failure.endsWith(PatternFunctions.MATCHES_EMPTY);
    String hint = PatternHint.of(pattern, matchesEmpty);
    if (matchesEmpty) {
      throw refuse(given, PATTERN, "pattern", "one that does not match the empty string", hint);
    }
    String both = hint.isEmpty() ? failure : failure + "; " + hint;
    throw refuse(given, PATTERN, "pattern", "a regular expression", both);
  }

  private void checkReplacement(GivenArguments given) {
    String failure = constants.failure(given);
    if (failure != null) {
      throw refuse(given, REPLACEMENT, "replacement", "text and groups", failure);
    }
  }

  private RuntimeException refuse(
      GivenArguments given, int index, String what, String expected, String hint) {
    String found = "the " + what + " of \"" + given.builtin().name() + '"';
    return source.refuse(given.position(index), found, expected, hint);
  }
}
