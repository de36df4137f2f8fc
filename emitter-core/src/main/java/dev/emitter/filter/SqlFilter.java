package dev.emitter.filter;

import dev.emitter.expressions.Evaluation;
import dev.emitter.expressions.Reason;
import dev.emitter.expressions.cesql.CesqlExpression;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A compiled CloudEvents SQL filter: true without an error lets the event through. An attribute
 * that the event lacks is no match; any other error is a failure.
 */
record SqlFilter(CesqlExpression expression) implements EventFilter {

  @Override
  public FilterResult test(FilterInput input) {
    return result(expression.evaluate(new AttributeData(input.event())));
  }

  private static FilterResult result(Evaluation evaluation) {
    List<Reason> errors = evaluation.reasons();
    if (errors.isEmpty()) {
      return FilterResult.of(evaluation.isTrue());
    }
    boolean lacking = errors.stream().allMatch(Reason::missingData);
    return lacking ? FilterResult.NO_MATCH : FilterResult.failed(errors.get(0).toString());
  }

  @Override
  public List<Condition> conditions() {
    return expression.equalities().stream()
        .map(e -> new Condition(EventField.attribute(e.path().get(0)), e.values()))
        .toList();
  }

  @Override
  public Clause explain(FilterInput input) {
    Evaluation evaluation = expression.evaluate(new AttributeData(input.event()));
    String found =
        evaluation.reasons().stream().map(Reason::toString).collect(Collectors.joining("; "));
    return Clause.leaf(expression.source(), result(evaluation), found);
  }
}
