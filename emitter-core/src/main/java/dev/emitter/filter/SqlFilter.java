package dev.emitter.filter;

import dev.emitter.expressions.DataObject;
import dev.emitter.expressions.Evaluation;
import dev.emitter.expressions.ExpressionBudget;
import dev.emitter.expressions.Reason;
import dev.emitter.expressions.SharedSteps;
import dev.emitter.expressions.cesql.CesqlExpression;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A compiled CloudEvents SQL filter: true without an error lets the event through. An attribute
 * that the event lacks is no match; any other error is a failure.
 */
record SqlFilter(CesqlExpression expression, ExpressionBudget budget) implements EventFilter {

  @Override
  public FilterResult test(FilterInput input) {
    return result(evaluate(new AttributeData(input.event()), input.steps()));
  }

  @Override
  public int steps() {
    return budget.steps();
  }

  private Evaluation evaluate(DataObject attributes, @Nullable SharedSteps steps) {
    return steps == null ? expression.evaluate(attributes) : expression.evaluate(attributes, steps);
  }

  private static FilterResult result(Evaluation evaluation) {
    if (evaluation.reasons().isEmpty()) {
      return FilterResult.of(evaluation.isTrue());
    }
    Reason failure = evaluation.failure();
    return failure == null ? FilterResult.NULL : FilterResult.failed(failure.toString());
  }

  @Override
  public List<Condition> conditions() {
    return expression.equalities().stream()
        .map(e -> new Condition(EventField.attribute(e.path().get(0)), e.values()))
        .toList();
  }

  @Override
  public Clause explain(FilterInput input) {
    ReadValues read = new ReadValues(new AttributeData(input.event()));
    Evaluation evaluation = evaluate(read, input.steps());
    String reason =
        evaluation.reasons().stream().map(Reason::toString).collect(Collectors.joining("; "));
    return new Clause(expression.source(), result(evaluation), read.toString(), reason, List.of());
  }
}
