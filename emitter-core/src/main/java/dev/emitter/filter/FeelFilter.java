package dev.emitter.filter;

import dev.emitter.expressions.DataObject;
import dev.emitter.expressions.Equality;
import dev.emitter.expressions.Evaluation;
import dev.emitter.expressions.ExpressionBudget;
import dev.emitter.expressions.Reason;
import dev.emitter.expressions.SharedSteps;
import dev.emitter.expressions.feel.Feel;
import dev.emitter.expressions.feel.FeelExpression;
import dev.emitter.expressions.feel.FeelOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A compiled FEEL filter: true lets the event through. Null because the event lacks a field is no
 * match; null for any other reason is a failure.
 */
record FeelFilter(FeelExpression expression, ExpressionBudget budget) implements EventFilter {

  private static final String NO_BOOLEAN =
      "the filter gave a value that is neither true nor false; compare it with something";

  @Override
  public FilterResult test(FilterInput input) {
    return result(evaluate(expression, input.variables(), input.steps()));
  }

  @Override
  public int steps() {
    return budget.steps();
  }

  private static Evaluation evaluate(
      FeelExpression expression, DataObject variables, @Nullable SharedSteps steps) {
    return steps == null ? expression.evaluate(variables) : expression.evaluate(variables, steps);
  }

  private static FilterResult result(Evaluation evaluation) {
    if (evaluation.value() instanceof Boolean answer) {
      return FilterResult.of(answer);
    }
    if (evaluation.value() != null) {
      return FilterResult.failed(NO_BOOLEAN);
    }
    Reason failure = evaluation.failure();
    return failure == null ? FilterResult.NULL : FilterResult.failed(failure.toString());
  }

  @Override
  public List<Condition> conditions() {
    List<Condition> conditions = new ArrayList<>();
    for (Equality equality : expression.equalities()) {
      EventField field = FilterVariables.field(equality.path());
      if (field != null) {
        conditions.add(new Condition(field, equality.values()));
      }
    }
    return conditions;
  }

  /**
   * The reasons stand at the whole, since they tell places in its text; the values at the parts,
   * which share a budget.
   */
  @Override
  public Clause explain(FilterInput input) {
    ReadValues read = new ReadValues(input.variables());
    Evaluation evaluation = evaluate(expression, read, input.steps());
    String reason =
        evaluation.reasons().stream().map(Reason::toString).collect(Collectors.joining("; "));
    List<Clause> parts = parts(input);
    String found = parts.isEmpty() ? read.toString() : "";
    return new Clause(expression.source(), result(evaluation), found, reason, parts);
  }

  private List<Clause> parts(FilterInput input) {
    List<String> conjuncts = expression.conjuncts();
    if (conjuncts.size() == 1) {
      return List.of();
    }
    SharedSteps shared = input.steps();
    SharedSteps steps = shared == null ? new SharedSteps(budget.steps()) : shared;
    return conjuncts.stream().map(text -> part(text, input, steps)).toList();
  }

  private Clause part(String text, FilterInput input, SharedSteps steps) {
    FeelExpression part = Feel.compile(text, FeelOptions.defaults(), budget);
    ReadValues read = new ReadValues(input.variables());
    FilterResult result = result(part.evaluate(read, steps));
    return Clause.leaf(text, result, read.toString());
  }
}
