package dev.emitter.expressions.feel;

/**
 * Compiles regular expressions: in linear time where that is possible, else under the budget of
 * steps.
 */
final class RegularExpressions {

  /** What compiling one range of characters costs; some classes have hundreds. */
  private static final int STEPS_PER_RANGE = 4;

  /** RE2/J copies the rest of the expression for every range. */
  private static final int COPIES_PER_STEP = 64;

  /** What compiling any pattern costs, or finding that it is none. */
  private static final int STEPS_OF_PATTERN = 300;

  private RegularExpressions() {}

  static RegularExpression compile(Run run, String pattern, String flags) {
    int limit = run.budget().regularExpressionSize();
    if (pattern.length() > limit) {
      throw new PatternRefused("it has more than " + limit + " characters");
    } else if (flags.length() > limit) {
      throw new PatternRefused("it has more than " + limit + " flags");
    }
    return run.patterns().get(flags + '/' + pattern, () -> compileNew(run, pattern, flags));
  }

  private static void chargeRanges(Run run, long ranges) {
    long steps = ranges * STEPS_PER_RANGE + ranges * ranges / COPIES_PER_STEP;
    run.charge((int) Math.min(steps, Integer.MAX_VALUE));
  }

  private static RegularExpression compileNew(Run run, String pattern, String flags) {
    int limit = run.budget().regularExpressionSize();
    run.charge(STEPS_OF_PATTERN + 4 * pattern.length());
    PatternParser.Parsed parsed = PatternParser.parse(pattern, PatternFlags.parse(flags));
    long size = PatternMeasure.size(parsed.tree());
    if (size > limit) {
      throw new PatternRefused("its repetitions make it larger than " + limit);
    }
    run.charge((int) size);
    chargeRanges(run, PatternMeasure.ranges(parsed.tree()));
    return PatternMeasure.isLinear(parsed.tree())
        ? new LinearExpression(parsed, (int) size)
        : new BacktrackingExpression(parsed);
  }
}
