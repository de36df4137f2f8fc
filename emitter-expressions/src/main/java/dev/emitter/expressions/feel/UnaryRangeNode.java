package dev.emitter.expressions.feel;

import org.jspecify.annotations.Nullable;

/** A comparison without its left side as a value: a range with one endpoint. */
record UnaryRangeNode(int position, Comparator comparator, Node endpoint) implements Node {

  @Override
  public @Nullable Object eval(Run run) {
    Object point = endpoint.eval(run);
    return switch (comparator) {
      case EQUAL, NOT_EQUAL -> new PointTest(comparator, point);
      case LESS, LESS_OR_EQUAL ->
          point == null
              ? fail(run)
              : new FeelRange(false, null, point, comparator == Comparator.LESS_OR_EQUAL);
      case GREATER, GREATER_OR_EQUAL ->
          point == null
              ? fail(run)
              : new FeelRange(comparator == Comparator.GREATER_OR_EQUAL, point, null, false);
    };
  }

  private @Nullable Object fail(Run run) {
    return run.fail(position, "the endpoint of the range is null");
  }
}
