package dev.emitter.expressions.feel;

import dev.emitter.expressions.ExpressionBudget;
import dev.emitter.expressions.ExpressionException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a range literal from a string: grammar rule 66, whose endpoints are literals. */
final class RangeText {

  private static final int LONGEST = 1_000;
  private static final ExpressionBudget BUDGET =
      new ExpressionBudget(LONGEST, 8, 16, 1, 1, 1, LONGEST);
  private static final Set<String> LITERAL_FUNCTIONS =
      Set.of("date", "time", "date and time", "duration");

  private RangeText() {}

  static @Nullable Object range(Run run, @Nullable Object[] a) {
    String text = (String) a[0];
    run.charge(50);
    Tree tree = text.length() > LONGEST ? null : parse(text);
    if (!(tree instanceof Tree.Range range)
        || !isLiteral(range.start())
        || !isLiteral(range.end())) {
      return run.fail("range: \"from\" must be a range of literals such as \"[1..10]\"");
    }
    Node node = new Compiler(new Source(text)).compile(range);
    return node instanceof Constant constant && constant.value() instanceof FeelRange value
        ? value
        : run.fail("range: the endpoints must be of one kind and in order");
  }

  private static @Nullable Tree parse(String text) {
    try {
      return Parser.expression(new Source(text), List.of(), BUDGET);
    } catch (ExpressionException e) {
      return null;
    }
  }

  private static boolean isLiteral(Tree tree) {
    if (tree instanceof Tree.Negation negation) {
      return isLiteral(negation.operand());
    }
    return tree instanceof Tree.Literal
        || (tree instanceof Tree.Call call
            && call.function() instanceof Tree.Name name
            && LITERAL_FUNCTIONS.contains(name.name())
            && call.arguments().stream()
                .allMatch(argument -> argument.value() instanceof Tree.Literal));
  }
}
