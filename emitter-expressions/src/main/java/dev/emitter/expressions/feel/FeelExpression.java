package dev.emitter.expressions.feel;

import dev.emitter.expressions.DataObject;
import dev.emitter.expressions.Equality;
import dev.emitter.expressions.Evaluation;
import dev.emitter.expressions.ExpressionWarning;
import dev.emitter.expressions.SharedSteps;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A compiled expression. Immutable and thread-safe. */
public final class FeelExpression {

  private final Setting setting;
  private final Node node;
  private final int slots;
  private final int weight;
  private final Set<List<String>> paths;
  private final @Nullable Kind kind;
  private final List<String> conjuncts;
  private final InspectionResult findings;

  FeelExpression(
      Setting setting,
      Node node,
      Names names,
      int weight,
      @Nullable Kind kind,
      List<String> conjuncts,
      InspectionResult findings) {
    this.setting = setting;
    this.node = node;
    this.slots = names.slots();
    this.weight = weight;
    this.paths = Set.copyOf(names.paths());
    this.kind = kind;
    this.conjuncts = List.copyOf(conjuncts);
    this.findings = findings;
  }

  /** Returns the source text. */
  public String source() {
    return setting.source().text();
  }

  /**
   * Evaluates the expression. Whatever the data holds, the outcome is a value, or null with a
   * reason.
   *
   * @param variables the data: its members are the variables
   * @return the value in the classes that {@link FeelType} names, and the reasons for nulls on the
   *     way
   */
  public Evaluation evaluate(DataObject variables) {
    return evaluate(new Run(variables, slots, setting));
  }

  /**
   * Evaluates the expression as one of several that share their steps; those of its own budget do
   * not count.
   *
   * @param variables the data: its members are the variables
   * @param steps what is left for this evaluation and those after it
   * @return the same as {@link #evaluate(DataObject)}
   */
  public Evaluation evaluate(DataObject variables, SharedSteps steps) {
    Run run = new Run(variables, slots, setting, steps);
    try {
      return evaluate(run);
    } finally {
      steps.keep(run.stepsLeft());
    }
  }

  private Evaluation evaluate(Run run) {
    Object value;
    try {
      run.charge(weight);
      value = Results.plain(run, node.eval(run));
    } catch (BudgetExhausted e) {
      run.end(e);
      value = null;
    }
    return Evaluation.of(value, run.reasons());
  }

  /**
   * Returns the path of the data that the whole expression is, from the variable down; empty if it
   * is anything else. Whoever wants the value as the data has it, a number with all its digits, may
   * read it there.
   */
  public List<String> dataPath() {
    return node instanceof DataNode data ? data.path() : List.of();
  }

  /**
   * Returns the paths of the data that an evaluation may read, from the variables down; what is
   * below a path may be read as well. A name in a filter, which may mean a member of an item,
   * counts as a variable too.
   */
  public Set<List<String>> paths() {
    return paths;
  }

  /**
   * Returns the source texts of the operands, where the whole is a conjunction; otherwise the whole
   * alone. Each is an expression by itself, so that one can ask which of them is false.
   */
  public List<String> conjuncts() {
    return conjuncts;
  }

  /** Returns the type of every value but null that an evaluation can give, if that is certain. */
  public Optional<FeelType> resultType() {
    return Optional.ofNullable(kind).map(k -> FeelType.valueOf(k.name()));
  }

  /**
   * Returns whether there may be data for which the expression is true, of the types that its
   * {@link FeelOptions} tell; false is certain.
   */
  public boolean canBeTrue() {
    return findings.canBeTrue();
  }

  /**
   * Returns the first few things that are allowed but were most likely meant otherwise, in the
   * order of their places; perhaps none. They were found when the expression was compiled.
   */
  public List<ExpressionWarning> warnings() {
    return findings.warnings();
  }

  /** Returns conditions without each of which the expression cannot be true; perhaps none. */
  public List<Equality> equalities() {
    return Equalities.of(node);
  }

  @Override
  public String toString() {
    return setting.source().text();
  }
}
