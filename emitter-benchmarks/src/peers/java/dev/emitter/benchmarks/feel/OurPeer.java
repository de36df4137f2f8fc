package dev.emitter.benchmarks.feel;

import dev.emitter.expressions.ExpressionBudget;
import dev.emitter.expressions.feel.Feel;
import dev.emitter.expressions.feel.FeelExpression;
import dev.emitter.expressions.feel.FeelOptions;

/** The library's engine on the tree, without what makes it a filter. */
final class OurPeer implements Peer {

  private final JsonObject[] events =
      SampleEvents.trees().stream().map(JsonObject::new).toArray(JsonObject[]::new);

  @Override
  public Test compile(Filter filter) {
    FeelExpression expression =
        Feel.compile(filter.source(), FeelOptions.defaults(), ExpressionBudget.forUsers());
    return event -> expression.evaluate(events[event]).isTrue();
  }
}
