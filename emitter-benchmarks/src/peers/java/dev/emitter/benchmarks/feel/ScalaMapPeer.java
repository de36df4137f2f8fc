package dev.emitter.benchmarks.feel;

import java.util.List;
import java.util.Map;
import org.camunda.feel.api.FeelEngineApi;
import org.camunda.feel.api.FeelEngineBuilder;
import org.camunda.feel.syntaxtree.ParsedExpression;

/** feel-scala on plain maps. */
final class ScalaMapPeer implements Peer {

  private final FeelEngineApi feel = FeelEngineBuilder.forJava().build();
  private final List<Map<String, Object>> events = PlainValues.ofEvents();

  @Override
  public Test compile(Filter filter) {
    ParsedExpression expression = feel.parseExpression(filter.source()).parsedExpression();
    return event -> Boolean.TRUE.equals(feel.evaluate(expression, events.get(event)).result());
  }
}
