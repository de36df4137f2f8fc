package dev.emitter.expressions.cesql;

import org.jspecify.annotations.Nullable;

/** Whether a string matches a pattern: section 3.4.3. */
record LikeNode(Node operand, LikePattern pattern, boolean negated) implements Node {

  @Override
  public @Nullable Object eval(Run run) {
    Object value = operand.eval(run);
    if (value == null) {
      return null;
    }
    String text = value.toString();
    run.chargeText(text.length());
    return pattern.matches(run, text) != negated;
  }

  @Override
  public CesqlType type() {
    return CesqlType.BOOLEAN;
  }
}
