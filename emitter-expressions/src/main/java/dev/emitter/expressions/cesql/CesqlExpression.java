package dev.emitter.expressions.cesql;

import dev.emitter.expressions.DataObject;
import dev.emitter.expressions.Equality;
import dev.emitter.expressions.Evaluation;
import dev.emitter.expressions.ExpressionBudget;
import dev.emitter.expressions.Reason;
import dev.emitter.expressions.SharedSteps;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A compiled expression. Immutable and thread-safe. */
public final class CesqlExpression {

  private final Source source;
  private final Node node;
  private final Set<String> attributes;
  private final List<Reason> warnings;
  private final ExpressionBudget budget;
  private final int weight;

  CesqlExpression(Source source, Node node, NodeFactory nodes, ExpressionBudget budget) {
    this.source = source;
    this.node = node;
    this.attributes = Set.copyOf(nodes.attributes());
    this.warnings = List.copyOf(nodes.warnings());
    this.budget = budget;
    this.weight = nodes.weight();
  }

  /** Returns the source text. */
  public String source() {
    return source.text();
  }

  /**
   * Evaluates the expression, and stops at the first error: section 4.1.
   *
   * @param event the context attributes and extensions by their names: strings, booleans and
   *     integers; an attribute of another type as its canonical string
   * @return the value, a string, an integer or a boolean and never null, and the errors: there are
   *     any if and only if the reasons are not empty, and each message starts with its kind, such
   *     as {@code MissingAttributeError} (section 3.3)
   */
  public Evaluation evaluate(DataObject event) {
    return evaluate(new Run(event, source, budget));
  }

  /**
   * Evaluates as {@link #evaluate(DataObject)} does, as one of several that share their steps;
   * those of its own budget do not count.
   *
   * @param steps what is left for this evaluation and those after it
   */
  public Evaluation evaluate(DataObject event, SharedSteps steps) {
    Run run = new Run(event, source, budget, steps);
    try {
      return evaluate(run);
    } finally {
      steps.keep(run.stepsLeft());
    }
  }

  private Evaluation evaluate(Run run) {
    Object value = eval(run);
    return new Evaluation(value == null ? run.failedValue(node) : value, run.reasons());
  }

  /**
   * Returns whether an event passes this expression as a filter: if its value is true and there is
   * no error (section 1.2).
   *
   * @param event the attributes, as {@link #evaluate} takes them
   */
  public boolean matches(DataObject event) {
    return Boolean.TRUE.equals(eval(new Run(event, source, budget)));
  }

  private @Nullable Object eval(Run run) {
    try {
      run.charge(weight);
      return node.eval(run);
    } catch (BudgetExhausted e) {
      run.fail(ErrorKind.GENERIC, 0, e.what());
      return null;
    }
  }

  /** Returns the names of the attributes that an evaluation may read, in lower case. */
  public Set<String> attributes() {
    return attributes;
  }

  /** Returns the type of every value, if that is certain: only attributes leave it open. */
  public Optional<CesqlType> resultType() {
    return Optional.ofNullable(node.type());
  }

  /**
   * Returns the first few calls of functions that there are not, which the specification makes
   * errors of the evaluation (section 3.5): perhaps none.
   */
  public List<Reason> warnings() {
    return warnings;
  }

  /**
   * Returns conditions without each of which the expression cannot be true without an error;
   * perhaps none. The path of each is the name of an attribute.
   */
  public List<Equality> equalities() {
    return Equalities.of(node);
  }

  @Override
  public String toString() {
    return source.text();
  }
}
