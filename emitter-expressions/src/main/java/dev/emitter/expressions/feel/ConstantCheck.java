package dev.emitter.expressions.feel;

import dev.emitter.expressions.Evaluation;
import dev.emitter.expressions.ExpressionBudget;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Refuses calls of conversions and of functions with regular expressions that can never succeed,
 * since what makes them fail is constant: nobody would otherwise learn of it before an event comes.
 */
final class ConstantCheck {

  private static final Set<String> CONVERSIONS =
      Set.of(
          "date",
          "time",
          "date and time",
          "duration",
          "years and months duration",
          "number",
          "range");
  private static final Set<String> PATTERNED = Set.of("matches", "replace", "split");

  /** A pattern that is too large is no fault of itself: evaluations have a budget for that. */
  private static final ExpressionBudget BUDGET =
      new ExpressionBudget(1, 1, 1, 1_000_000, 50_000, 1_000, 100_000);

  private final Source source;
  private final Folding folding;

  ConstantCheck(Source source, Folding folding) {
    this.source = source;
    this.folding = folding;
  }

  /**
   * Checks a call.
   *
   * @param names the names of the arguments, or null if they have none
   * @throws dev.emitter.expressions.ExpressionException if it can never succeed
   */
  void check(Tree.Call call, Builtin builtin, @Nullable List<String> names, List<Node> arguments) {
    boolean conversion = CONVERSIONS.contains(builtin.name());
    if (!conversion && !PATTERNED.contains(builtin.name())) {
      return;
    }
    for (Signature signature : builtin.signatures()) {
      Given given = given(call, signature, names, arguments);
      if (given != null && conversion) {
        checkConversion(builtin, signature, given);
        return;
      } else if (given != null) {
        checkPattern(builtin, signature, given);
        return;
      }
    }
  }

  /** The arguments of a call by parameter; null where there is none. */
  private record Given(Tree.Call call, List<@Nullable Node> nodes, List<@Nullable Tree> trees) {

    /** Returns whether what is given from a parameter on is constant. */
    boolean isConstantFrom(int first) {
      return nodes.subList(first, nodes.size()).stream()
          .allMatch(node -> node == null || node instanceof Constant);
    }

    @Nullable Object value(int index) {
      return index < nodes.size() && nodes.get(index) instanceof Constant constant
          ? constant.value()
          : null;
    }

    int position(int index) {
      Tree tree = index < trees.size() ? trees.get(index) : null;
      return tree == null ? call.position() : tree.firstPosition();
    }
  }

  private static @Nullable Given given(
      Tree.Call call, Signature signature, @Nullable List<String> names, List<Node> arguments) {
    List<@Nullable Node> nodes = new ArrayList<>();
    List<@Nullable Tree> trees = new ArrayList<>();
    int @Nullable [] order = names == null ? null : signature.order(names);
    if (names == null ? !signature.takes(arguments.size()) : order == null) {
      return null;
    }
    for (int i = 0; i < signature.parameters().size(); i++) {
      int index = order == null ? i : order[i];
      boolean isGiven = index >= 0 && index < arguments.size();
      nodes.add(isGiven ? arguments.get(index) : null);
      trees.add(isGiven ? call.arguments().get(index).value() : null);
    }
    return new Given(call, nodes, trees);
  }

  private void checkConversion(Builtin builtin, Signature signature, Given given) {
    if (!given.isConstantFrom(0) || failure(builtin, signature, given.nodes()) == null) {
      return;
    }
    boolean single = given.call().arguments().size() == 1;
    if (given.value(0) instanceof String text && (single || builtin.name().equals("number"))) {
      throw source.refuse(
          given.position(0),
          ConversionForm.shown(text),
          ConversionForm.of(builtin.name()).expected(),
          ConversionForm.of(builtin.name()).hint(text));
    }
    String found = single ? Kind.of(given.value(0)).shown : "arguments that make none";
    throw source.refuse(given.position(0), found, ConversionForm.of(builtin.name()).expected(), "");
  }

  /** Tries the constants on an empty text, which every pattern must bear. */
  private void checkPattern(Builtin builtin, Signature signature, Given given) {
    boolean replaces = builtin.name().equals("replace");
    int flags = replaces ? 3 : 2;
    boolean known = flags >= given.nodes().size() || given.isConstantFrom(flags);
    if (!known || !(given.value(1) instanceof String pattern)) {
      return;
    }
    List<@Nullable Node> probe = new ArrayList<>(given.nodes());
    probe.set(0, new Constant(""));
    if (given.value(flags) instanceof String text) {
      checkFlags(builtin, given.position(flags), text);
    }
    if (replaces) {
      probe.set(2, new Constant(""));
    }
    String failure = failure(builtin, signature, probe);
    if (failure != null) {
      throw refusePattern(builtin, given, pattern, failure);
    }
    if (given.value(2) instanceof String replacement && replaces) {
      probe.set(2, new Constant(replacement));
      failure = failure(builtin, signature, probe);
    }
    if (failure != null) {
      throw source.refuse(
          given.position(2), "the replacement of \"replace\"", "text and groups", failure);
    }
  }

  private void checkFlags(Builtin builtin, int position, String flags) {
    try {
      PatternFlags.parse(flags);
    } catch (PatternRefused e) {
      throw source.refuse(
          position,
          "the flags of \"" + builtin.name() + "\"",
          "flags of regular expressions",
          String.valueOf(e.getMessage()));
    }
  }

  private RuntimeException refusePattern(
      Builtin builtin, Given given, String pattern, String failure) {
    boolean matchesNothing = failure.endsWith(PatternFunctions.MATCHES_EMPTY);
    String hint = PatternHint.of(pattern, matchesNothing);
    return source.refuse(
        given.position(1),
        "the pattern of \"" + builtin.name() + "\"",
        matchesNothing ? "one that does not match the empty string" : "a regular expression",
        matchesNothing ? hint : joined(failure, hint));
  }

  private static String joined(String failure, String hint) {
    return hint.isEmpty() ? failure : failure + "; " + hint;
  }

  /** Returns why a call of constants has no value; null if it has one, or that is too costly. */
  private @Nullable String failure(
      Builtin builtin, Signature signature, List<@Nullable Node> arguments) {
    Node call = new ConstantCall(builtin, signature, arguments);
    Evaluation evaluation = folding.evaluate(call, BUDGET);
    if (evaluation == null || evaluation.value() != null || evaluation.reasons().isEmpty()) {
      return null;
    }
    String message = evaluation.reasons().get(0).message();
    return message.startsWith(PatternFunctions.REFUSED)
        ? message.substring(PatternFunctions.REFUSED.length())
        : message.startsWith(builtin.name() + ": ")
            ? message.substring(builtin.name().length() + 2)
            : message;
  }

  /** A call whose arguments stand where their parameters do. */
  private record ConstantCall(Builtin builtin, Signature signature, List<@Nullable Node> arguments)
      implements Node {

    @Override
    public @Nullable Object eval(Run run) {
      @Nullable Object[] values = new Object[arguments.size()];
      int given = 0;
      for (int i = 0; i < values.length; i++) {
        Node argument = arguments.get(i);
        values[i] = argument == null ? null : argument.eval(run);
        given = argument == null ? given : i + 1;
      }
      return builtin.invoke(run, signature, values, given);
    }
  }
}
