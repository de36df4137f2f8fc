package dev.emitter.expressions.feel;

import java.util.EnumSet;
import java.util.Set;

/** What comparisons can give, and warnings of those that cannot give anything but null. */
final class ComparisonInspection {

  private static final Set<Kind> ORDERED =
      EnumSet.of(
          Kind.NUMBER, Kind.STRING, Kind.DATE, Kind.TIME, Kind.DATE_TIME, Kind.DAYS, Kind.MONTHS);

  private final WarningCollector warnings;
  private final ConversionHints conversions;

  ComparisonInspection(WarningCollector warnings, ConversionHints conversions) {
    this.warnings = warnings;
    this.conversions = conversions;
  }

  /** A side of a comparison. */
  record Side(Tree tree, PossibleValues values) {
    String text() {
      return TreeText.of(tree);
    }
  }

  PossibleValues compare(int position, Comparator comparator, Side left, Side right) {
    boolean equality = comparator.isEquality();
    boolean shared = equality ? left.values().sharesKindWith(right.values()) : ordered(left, right);
    if (isNull(left) || isNull(right)) {
      withNull(position, equality, isNull(left) ? right : left);
    } else if (!shared && left.values().hasValue() && right.values().hasValue()) {
      warn(position, comparator, left, right);
    } else if (shared) {
      withList(position, equality, left, right);
      withList(position, equality, right, left);
    }
    return equality ? equality(comparator, left.values(), right.values()) : order(left, right);
  }

  private void withNull(int position, boolean equality, Side side) {
    String name = ConversionHints.hyphenated(side.tree());
    if (name != null) {
      warnings.add(position, "a difference is compared with null", conversions.hyphen(name));
    } else if (!equality) {
      warnings.add(
          position, "what is compared with null has no order", "write " + side.text() + " != null");
    }
  }

  /** A list of one item counts as that item, so this may well be true, by chance. */
  private void withList(int position, boolean equality, Side list, Side other) {
    if (list.values().only() == Kind.LIST && other.tree() instanceof Tree.Literal) {
      warnings.add(
          position,
          list.text()
              + " is a list, which counts as "
              + other.values().only().shown
              + " only if it has one item",
          equality
              ? "write list contains(" + list.text() + ", " + other.text() + ")"
              : "write some one in " + list.text() + " satisfies one > " + other.text());
    }
  }

  private static boolean isNull(Side side) {
    return side.tree() instanceof Tree.Literal literal && literal.value() == null;
  }

  private static PossibleValues equality(
      Comparator comparator, PossibleValues a, PossibleValues b) {
    boolean shared = a.sharesKindWith(b);
    boolean same = shared || (a.canBeNull() && b.canBeNull());
    boolean other = shared || (a.canBeNull() && b.hasValue()) || (b.canBeNull() && a.hasValue());
    boolean unlike = a.hasValue() && b.hasValue();
    return comparator == Comparator.EQUAL
        ? PossibleValues.truth(same, other, unlike)
        : PossibleValues.truth(other, same, unlike);
  }

  private static PossibleValues order(Side left, Side right) {
    boolean ordered = ordered(left, right);
    return PossibleValues.truth(ordered, ordered, true);
  }

  private static boolean ordered(Side left, Side right) {
    EnumSet<Kind> common = EnumSet.copyOf(ORDERED);
    common.retainAll(left.values().comparable());
    common.retainAll(right.values().comparable());
    return !common.isEmpty();
  }

  private void warn(int position, Comparator comparator, Side left, Side right) {
    Kind a = left.values().only();
    Kind b = right.values().only();
    String message =
        a != Kind.NULL && b != Kind.NULL
            ? a.shown + " " + comparator.symbol + " " + b.shown + " cannot be compared"
            : a != Kind.NULL
                ? right.text() + " is never " + a.shown
                : left.text() + " is never " + b.shown;
    warnings.add(position, message, conversions.mend(comparator, left, right));
  }
}
