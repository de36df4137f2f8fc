package dev.emitter.expressions.feel;

import org.jspecify.annotations.Nullable;

/** How two values that cannot be compared can be: what to convert, and how to write a constant. */
final class ConversionHints {

  private final String whole;

  ConversionHints(String whole) {
    this.whole = whole;
  }

  /** Returns how to read a member that is no name of FEEL. */
  String member(String context, String member) {
    String from = context.isEmpty() ? whole.isEmpty() ? ".." : whole : context;
    return "get value(" + from + ", " + TreeText.quoted(member) + ")";
  }

  /** Returns how to read a member that stands in brackets, as other languages do. */
  String plainMember(String context, String member) {
    boolean plain = member.matches("[A-Za-z_][A-Za-z0-9_]*( [A-Za-z0-9_]+)*");
    return plain ? context + "." + member : member(context, member);
  }

  /** Returns how to read a field whose name has a minus sign. */
  String hyphen(String name) {
    return "a minus sign subtracts; write " + member("", name) + " for a field of that name";
  }

  String mend(
      Comparator comparator, ComparisonInspection.Side left, ComparisonInspection.Side right) {
    String name = subtraction(left.tree(), right);
    name = name == null ? subtraction(right.tree(), left) : name;
    if (name != null) {
      return hyphen(name);
    }
    String chained = chained(comparator, left, right);
    if (chained != null) {
      return chained;
    }
    String mend = oneSided(left, right);
    mend = mend == null ? oneSided(right, left) : mend;
    return mend == null ? "compare values of the same type" : mend;
  }

  /** Returns the name that a difference of two names was most likely meant to be, or null. */
  private static @Nullable String subtraction(Tree tree, ComparisonInspection.Side other) {
    boolean text = other.values().only() == Kind.STRING || other.values().only() == Kind.BOOLEAN;
    return text ? hyphenated(tree) : null;
  }

  /** Returns the name with minus signs that an operation may have been meant to be, or null. */
  static @Nullable String hyphenated(Tree tree) {
    if (!(tree instanceof Tree.Chain chain) || !(chain.first() instanceof Tree.Name first)) {
      return null;
    }
    StringBuilder name = new StringBuilder(first.name());
    for (Tree.Link link : chain.links()) {
      if (link.operator() != Operator.SUBTRACT || !(link.operand() instanceof Tree.Name part)) {
        return null;
      }
      name.append('-').append(part.name());
    }
    return name.toString();
  }

  private static @Nullable String chained(
      Comparator comparator, ComparisonInspection.Side left, ComparisonInspection.Side right) {
    if (!(left.tree() instanceof Tree.Comparison inner) || comparator.isEquality()) {
      return null;
    }
    return "write "
        + left.text()
        + " and "
        + TreeText.of(inner.right())
        + " "
        + comparator.symbol
        + " "
        + right.text();
  }

  private static @Nullable String oneSided(
      ComparisonInspection.Side one, ComparisonInspection.Side other) {
    Kind kind = other.values().only();
    if (one.tree() instanceof Tree.Literal literal && literal.value() instanceof String text) {
      return constant(text, kind);
    }
    if (one.tree() instanceof Tree.Literal literal && literal.value() instanceof Number) {
      return number(one.text(), kind);
    }
    boolean date = one.values().only() == Kind.DATE_TIME && kind == Kind.DATE;
    if (date) {
      return "write date(" + one.text() + ") to compare its date";
    }
    boolean text = one.values().canBe(Kind.STRING) && !isLiteral(one);
    return text ? conversion(one.text(), kind) : null;
  }

  private static @Nullable String number(String number, Kind kind) {
    return switch (kind) {
      case DAYS ->
          "write duration(\"P"
              + number
              + "D\") for days, duration(\"PT"
              + number
              + "H\") for hours";
      case MONTHS ->
          "write duration(\"P"
              + number
              + "M\") for months, duration(\"P"
              + number
              + "Y\") for years";
      default -> null;
    };
  }

  private static boolean isLiteral(ComparisonInspection.Side side) {
    return side.tree() instanceof Tree.Literal;
  }

  /** Returns how to convert a value that is, or may be, a string. */
  private static @Nullable String conversion(String text, Kind kind) {
    return switch (kind) {
      case NUMBER -> "write number(" + text + ")";
      case DATE, TIME, DATE_TIME -> "write " + kind.typeName + "(" + text + ")";
      case DAYS, MONTHS -> "write duration(" + text + ")";
      default -> null;
    };
  }

  /** Returns how to write a string as a constant of another kind. */
  private static @Nullable String constant(String text, Kind kind) {
    return switch (kind) {
      case NUMBER -> isNumber(text) ? "write " + text + " without quotes" : null;
      case BOOLEAN ->
          text.equals("true") || text.equals("false") ? "write " + text + " without quotes" : null;
      case DATE -> example("date", TemporalText.date(text) == null ? "2024-12-31" : text);
      case TIME -> example("time", TemporalText.time(text) == null ? "09:00:00" : text);
      case DATE_TIME -> example("date and time", moment(text));
      case DAYS, MONTHS -> "write duration(\"P30D\") for 30 days, duration(\"PT1H\") for an hour";
      default -> null;
    };
  }

  private static boolean isNumber(String text) {
    return text.matches("-?[0-9]+(\\.[0-9]+)?");
  }

  private static String moment(String text) {
    if (TemporalText.dateTime(text) != null && text.contains("T")) {
      return text;
    }
    return (TemporalText.date(text) == null ? "2024-12-31" : text) + "T00:00:00Z";
  }

  private static String example(String function, String text) {
    return "write " + function + "(" + TreeText.quoted(text) + ")";
  }
}
