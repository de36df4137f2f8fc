package dev.emitter.expressions.feel;

/**
 * Compiles regular expressions: in linear time where that is possible, else under the budget of
 * steps.
 */
final class RegularExpressions {

  /** What compiling one range of characters costs; some classes have hundreds. */
  private static final int STEPS_PER_RANGE = 4;

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

  private static RegularExpression compileNew(Run run, String pattern, String flags) {
    int limit = run.budget().regularExpressionSize();
    run.charge(100 + 4 * pattern.length());
    PatternParser.Parsed parsed = PatternParser.parse(pattern, PatternFlags.parse(flags));
    long size = PatternMeasure.size(parsed.tree());
    if (size > limit) {
      throw new PatternRefused("its repetitions make it larger than " + limit);
    }
    run.charge((int) size + PatternMeasure.ranges(parsed.tree()) * STEPS_PER_RANGE);
    return PatternMeasure.isLinear(parsed.tree())
        ? new LinearExpression(parsed, (int) size)
        : new BacktrackingExpression(parsed);
  }
}
