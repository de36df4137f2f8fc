package dev.emitter.expressions.feel;

/** What matters of a regular expression for choosing how to run it. */
final class PatternMeasure {

  private boolean linear = true;
  private int ranges;

  private PatternMeasure() {}

  /** Returns the size with bounded repetitions counted as often as they repeat. */
  static long size(PatternTree tree) {
    return new PatternMeasure().measure(tree);
  }

  /**
   * Returns whether the expression can run in linear time. References back cannot; nor can the
   * start of lines, which XPath does not see after a newline at the very end.
   */
  static boolean isLinear(PatternTree tree) {
    PatternMeasure measure = new PatternMeasure();
    measure.measure(tree);
    return measure.linear;
  }

  /** Returns the number of ranges in all classes of characters. */
  static int ranges(PatternTree tree) {
    PatternMeasure measure = new PatternMeasure();
    measure.measure(tree);
    return measure.ranges;
  }

  private long measure(PatternTree tree) {
    if (tree instanceof PatternTree.Sequence sequence) {
      return 1 + sequence.parts().stream().mapToLong(this::measure).sum();
    } else if (tree instanceof PatternTree.Choice choice) {
      return 1 + choice.branches().stream().mapToLong(this::measure).sum();
    } else if (tree instanceof PatternTree.Group group) {
      return 1 + measure(group.part());
    } else if (tree instanceof PatternTree.Repeat repeat) {
      long times = repeat.most() < 0 ? repeat.least() + 1L : repeat.most();
      return Math.min(Integer.MAX_VALUE, 1 + Math.max(1, times) * measure(repeat.part()));
    }
    ranges += tree instanceof PatternTree.OneOf one ? one.characters().rangeCount() : 0;
    linear &=
        !(tree instanceof PatternTree.BackReference)
            && !(tree instanceof PatternTree.Start start && start.ofLine());
    return 1;
  }
}
