package dev.emitter.expressions.feel;

import dev.emitter.expressions.ExpressionBudget;
import dev.emitter.expressions.ExpressionException;
import java.util.List;

/** Compiles expressions of FEEL, DMN 1.5. Stateless and thread-safe. */
public final class Feel {

  private Feel() {}

  /**
   * Compiles an expression: grammar rule 1.
   *
   * @param source the expression
   * @param options the names it may rely on, and its clock
   * @param budget what it, and every evaluation of it, may cost
   * @throws ExpressionException if it is no expression, defines an external function, or is over
   *     the budget
   */
  public static FeelExpression compile(
      String source, FeelOptions options, ExpressionBudget budget) {
    Source text = new Source(source, options.whole());
    return expression(text, Parser.expression(text, options.names(), budget), options, budget);
  }

  /**
   * Compiles unary tests: grammar rule 17. They test the variable {@code ?} of the data and
   * evaluate to a boolean or null.
   *
   * @param source the tests
   * @param options the names they may rely on, and their clock
   * @param budget what they, and every evaluation of them, may cost
   * @throws ExpressionException if they are no tests, define an external function, or are over the
   *     budget
   */
  public static FeelExpression compileUnaryTests(
      String source, FeelOptions options, ExpressionBudget budget) {
    Source text = new Source(source, options.whole());
    return expression(text, Parser.unaryTests(text, options.names(), budget), options, budget);
  }

  private static FeelExpression expression(
      Source source, Tree tree, FeelOptions options, ExpressionBudget budget) {
    Compiler compiler = new Compiler(source);
    Node node = compiler.compile(tree);
    Setting setting = new Setting(source, budget, options.clock(), new PatternCache());
    Kind kind = tree.accept(new StaticKind(compiler.names())).orElse(null);
    InspectionResult findings = Inspection.of(tree, source, options);
    return new FeelExpression(
        setting,
        node,
        compiler.names(),
        compiler.weight(),
        kind,
        conjuncts(tree, source),
        findings);
  }

  private static List<String> conjuncts(Tree tree, Source source) {
    return tree instanceof Tree.Junction junction && junction.conjunction()
        ? junction.texts()
        : List.of(source.text());
  }
}
