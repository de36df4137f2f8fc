package dev.emitter.benchmarks.feel;

import java.util.List;
import org.camunda.feel.api.FeelEngineApi;
import org.camunda.feel.api.FeelEngineBuilder;
import org.camunda.feel.context.Context;
import org.camunda.feel.syntaxtree.ParsedExpression;

/** feel-scala on the tree, of which it reads only what it asks for. */
final class ScalaTreePeer implements Peer {

  private final FeelEngineApi feel = FeelEngineBuilder.forJava().build();
  private final List<Context> events =
      SampleEvents.trees().stream().map(tree -> (Context) new ScalaContext(tree)).toList();

  @Override
  public Test compile(Filter filter) {
    ParsedExpression expression = feel.parseExpression(filter.source()).parsedExpression();
    return event -> Boolean.TRUE.equals(feel.evaluate(expression, events.get(event)).result());
  }
}
