package dev.emitter.expressions.feel;

import dev.emitter.expressions.ExpressionBudget;
import dev.emitter.expressions.ExpressionException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a range from a string: grammar rule 66, whose endpoints are literals, and one of which may
 * be left out.
 */
final class RangeText {

  private static final int LONGEST = 1_000;

  /** What parsing costs. */
  private static final int STEPS = 1_000;

  private static final ExpressionBudget BUDGET =
      new ExpressionBudget(LONGEST, 8, 16, 1, 1, 1, LONGEST);
  private static final Set<String> LITERAL_FUNCTIONS =
      Set.of("date", "time", "date and time", "duration");

  private RangeText() {}

  static @Nullable Object range(Run run, @Nullable Object[] a) {
    run.charge(STEPS);
    String text = ((String) a[0]).strip();
    Object range = text.length() < 5 || text.length() > LONGEST ? null : parse(text);
    return range == null
        ? run.fail("range: \"from\" must be a range of literals, in order, such as \"[1..10]\"")
        : range;
  }

  private static @Nullable Object parse(String text) {
    String inner = text.substring(1, text.length() - 1).strip();
    if (inner.startsWith("..")) {
      Object end = endpoint(inner.substring(2));
      boolean open = isOneOf(text.charAt(0), "(]");
      return open && end != null && isOneOf(text.charAt(text.length() - 1), ")[]")
          ? new FeelRange(false, null, end, text.endsWith("]"))
          : null;
    }
    if (inner.endsWith("..")) {
      Object start = endpoint(inner.substring(0, inner.length() - 2));
      boolean open = isOneOf(text.charAt(text.length() - 1), ")[");
      return open && start != null && isOneOf(text.charAt(0), "([]")
          ? new FeelRange(text.startsWith("["), start, null, false)
          : null;
    }
    return complete(text);
  }

  private static boolean isOneOf(char c, String characters) {
    return characters.indexOf(c) >= 0;
  }

  private static @Nullable Object complete(String text) {
    return tree(text) instanceof Tree.Range range
            && isLiteral(range.start())
            && isLiteral(range.end())
        ? constant(text, range)
        : null;
  }

  private static @Nullable Object endpoint(String text) {
    Tree tree = tree(text);
    return tree != null && isLiteral(tree) ? constant(text, tree) : null;
  }

  private static @Nullable Object constant(String text, Tree tree) {
    Node node = new Compiler(new Source(text)).compile(tree);
    return node instanceof Constant constant ? constant.value() : null;
  }

  private static @Nullable Tree tree(String text) {
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
