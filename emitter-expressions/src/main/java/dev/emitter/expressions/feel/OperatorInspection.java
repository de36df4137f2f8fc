package dev.emitter.expressions.feel;

import dev.emitter.expressions.feel.ComparisonInspection.Side;
import java.util.List;

/** What operators can give, and warnings of operands that were meant otherwise. */
final class OperatorInspection {

  private static final String TRUTH = " where true or false is needed";

  private final Inspection inspection;
  private final WarningCollector warnings;
  private final ConversionHints conversions;
  private final ComparisonInspection comparing;
  private final ComparedNames names;
  private final ChainInspection chains;

  OperatorInspection(
      Inspection inspection, Names scopes, WarningCollector warnings, ConversionHints conversions) {
    this.inspection = inspection;
    this.warnings = warnings;
    this.conversions = conversions;
    this.comparing = new ComparisonInspection(warnings, conversions);
    this.names = new ComparedNames(scopes, warnings);
    this.chains = new ChainInspection(inspection, warnings);
  }

  /** Adds the warnings that depend on the whole expression. */
  void finish() {
    names.finish();
  }

  PossibleValues chain(Tree.Chain tree) {
    return chains.chain(tree);
  }

  PossibleValues comparison(Tree.Comparison tree) {
    Side left = side(tree.left());
    Side right = side(tree.right());
    names.comparison(tree, left.values().canBeNull() && right.values().canBeNull());
    return comparing.compare(tree.position(), tree.comparator(), left, right);
  }

  private Side side(Tree tree) {
    return new Side(tree, inspection.of(tree));
  }

  PossibleValues between(Tree.Between tree) {
    Side value = side(tree.value());
    return both(
        comparing.compare(tree.position(), Comparator.GREATER_OR_EQUAL, value, side(tree.low())),
        comparing.compare(tree.position(), Comparator.LESS_OR_EQUAL, value, side(tree.high())));
  }

  private static PossibleValues both(PossibleValues a, PossibleValues b) {
    return PossibleValues.truth(
        a.canBeTrue() && b.canBeTrue(), a.canBeFalse() || b.canBeFalse(), true);
  }

  PossibleValues in(Tree.In tree) {
    names.in(tree);
    Side value = side(tree.value());
    boolean canBeTrue = false;
    for (Tree test : tree.tests()) {
      canBeTrue |= test(value, test).canBeTrue();
    }
    return PossibleValues.truth(canBeTrue, true, true);
  }

  private PossibleValues test(Side value, Tree test) {
    if (test instanceof Tree.UnaryTest unary) {
      return comparing.compare(test.position(), unary.comparator(), value, side(unary.endpoint()));
    } else if (test instanceof Tree.Range range) {
      int at = range.position();
      return both(
          bound(at, Comparator.GREATER_OR_EQUAL, value, side(range.start())),
          bound(at, Comparator.LESS_OR_EQUAL, value, side(range.end())));
    } else if (test instanceof Tree.ListOf list) {
      PossibleValues any = PossibleValues.truth(false, true, true);
      for (Tree item : list.items()) {
        any = any.or(test(value, item));
      }
      return any;
    }
    PossibleValues possible = inspection.of(test);
    boolean plain = possible.only().isScalar() && possible.only() != Kind.BOOLEAN;
    return plain
        ? comparing.compare(test.position(), Comparator.EQUAL, value, new Side(test, possible))
        : PossibleValues.ANY;
  }

  /** A bound that is null leaves its side of the range open. */
  private PossibleValues bound(int position, Comparator comparator, Side value, Side bound) {
    return bound.values().canBeNull()
        ? PossibleValues.ANY
        : comparing.compare(position, comparator, value, bound);
  }

  PossibleValues junction(Tree.Junction tree) {
    List<PossibleValues> operands = inspection.all(tree.operands());
    for (int i = 0; i < operands.size(); i++) {
      if (operands.get(i).isNever(Kind.BOOLEAN) && !warnings.isFull()) {
        warnings.add(
            tree.operands().get(i).position(), shown(operands.get(i)) + TRUTH, repeated(tree, i));
      }
    }
    boolean certain = operands.stream().allMatch(o -> !o.canBeNull() && o.only() == Kind.BOOLEAN);
    return tree.conjunction()
        ? PossibleValues.truth(
            operands.stream().allMatch(PossibleValues::canBeTrue),
            operands.stream().anyMatch(PossibleValues::canBeFalse),
            !certain)
        : PossibleValues.truth(
            operands.stream().anyMatch(PossibleValues::canBeTrue),
            operands.stream().allMatch(PossibleValues::canBeFalse),
            !certain);
  }

  private static String shown(PossibleValues possible) {
    return possible.only() == Kind.NULL ? "neither true nor false" : possible.only().shown;
  }

  /** Who writes {@code a = "x" or "y"} means the comparison before it. */
  private String repeated(Tree.Junction tree, int index) {
    String name = ConversionHints.hyphenated(tree.operands().get(index));
    if (name != null) {
      return conversions.hyphen(name);
    }
    String text = TreeText.of(tree.operands().get(index));
    for (int i = index - 1; i >= 0; i--) {
      if (tree.operands().get(i) instanceof Tree.Comparison before) {
        return "write the comparison again: "
            + TreeText.of(before.left())
            + " "
            + before.comparator().symbol
            + " "
            + text;
      }
    }
    return "compare it with something, such as " + text + " != null";
  }

  /** Warns of a condition that is neither true nor false. */
  void requireTruth(Tree tree, PossibleValues possible) {
    if (possible.isNever(Kind.BOOLEAN)) {
      String name = ConversionHints.hyphenated(tree);
      warnings.add(
          tree.position(),
          shown(possible) + TRUTH,
          name == null ? "compare it with something" : conversions.hyphen(name));
    }
  }

  /** Checks what stands in the brackets after a list. */
  void filter(Tree.Filter tree, PossibleValues condition) {
    String source = TreeText.of(tree.source());
    if (tree.condition() instanceof Tree.Literal literal) {
      Object value = literal.value();
      if (value instanceof String member) {
        warnings.add(
            tree.position(),
            "brackets after a value select items of a list, not a member",
            "write " + conversions.plainMember(source, member));
      } else if (value instanceof Number number && Numbers.signum(number) == 0) {
        warnings.add(
            tree.position(),
            "a list has no item 0; the first is item 1",
            "write " + source + "[1], or " + source + "[-1] for the last");
      }
    } else if (condition.isNever(Kind.BOOLEAN) && !condition.canBe(Kind.NUMBER)) {
      requireTruth(tree.condition(), condition);
    }
  }
}
