package dev.emitter.expressions.feel;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;

/** What arithmetic can give, and warnings of that which has no result. */
final class ChainInspection {

  private final Inspection inspection;
  private final WarningCollector warnings;

  ChainInspection(Inspection inspection, WarningCollector warnings) {
    this.inspection = inspection;
    this.warnings = warnings;
  }

  PossibleValues chain(Tree.Chain tree) {
    PossibleValues left = inspection.of(tree.first());
    Boolean zoned = isZoned(tree.first(), left);
    Tree before = tree.first();
    for (Tree.Link link : tree.links()) {
      PossibleValues right = inspection.of(link.operand());
      PossibleValues result = ArithmeticKinds.of(link.operator(), left, right);
      Boolean otherZoned = isZoned(link.operand(), right);
      if (link.operator() == Operator.SUBTRACT
          && zoned != null
          && otherZoned != null
          && !zoned.equals(otherZoned)) {
        warnZones(link, zoned ? link.operand() : before);
        result = PossibleValues.NULL;
      } else if (!result.hasValue() && left.hasValue() && right.hasValue()) {
        warn(link, left, right);
      }
      left = result;
      zoned = left.only() == Kind.DATE_TIME ? zoned : null;
      before = link.operand();
    }
    return left;
  }

  private void warn(Tree.Link link, PossibleValues left, PossibleValues right) {
    warnings.add(
        link.position(),
        shown(left) + " " + link.operator().symbol + " " + shown(right) + " has no result",
        mend(link.operand(), left.only(), right.only()));
  }

  private static String shown(PossibleValues possible) {
    return possible.only() == Kind.NULL ? "such a value" : possible.only().shown;
  }

  private static String mend(Tree operand, Kind left, Kind right) {
    boolean moment = EnumSet.of(Kind.DATE, Kind.TIME, Kind.DATE_TIME).contains(left);
    if (moment && right == Kind.NUMBER) {
      return operand instanceof Tree.Literal
          ? duration(left, TreeText.of(operand))
          : "write " + TreeText.of(operand) + " * duration(\"P1D\") for so many days";
    }
    if (left == Kind.STRING && right != Kind.STRING) {
      return "convert with number(..) to calculate, or with string(..) to join";
    }
    return right == Kind.STRING
        ? "convert the string with number(..), date(..) or duration(..)"
        : "convert one of them";
  }

  private static String duration(Kind moment, String number) {
    return moment == Kind.TIME
        ? "write duration(\"PT"
            + number
            + "H\") for hours, duration(\"PT"
            + number
            + "M\") for minutes"
        : "write duration(\"P"
            + number
            + "D\") for days, duration(\"PT"
            + number
            + "H\") for hours";
  }

  private void warnZones(Tree.Link link, Tree local) {
    String text = local instanceof Tree.Call call ? literal(call) : null;
    String zoned = text == null ? "2024-12-31T00:00:00Z" : text + "Z";
    warnings.add(
        link.position(),
        "one date and time has a zone and the other has none, so they have no difference",
        "write the zone, as in date and time(" + TreeText.quoted(zoned) + ")");
  }

  /** Returns whether a date and time has a zone; null if that is not known, or it is another. */
  private static @Nullable Boolean isZoned(Tree tree, PossibleValues possible) {
    if (possible.only() != Kind.DATE_TIME) {
      return null;
    }
    if (possible.plainItems()) {
      return true;
    }
    Object value =
        tree instanceof Tree.Literal literal
            ? literal.value()
            : tree instanceof Tree.Call call ? constant(call) : null;
    return value instanceof ZonedDateTime
        ? Boolean.TRUE
        : value instanceof LocalDateTime ? Boolean.FALSE : null;
  }

  private static @Nullable Object constant(Tree.Call call) {
    if (call.function() instanceof Tree.Name name && name.name().equals("now")) {
      return Instant.EPOCH.atZone(ZoneOffset.UTC); // that it is zoned is all that matters here
    }
    String text = literal(call);
    return text == null ? null : TemporalText.dateTime(text);
  }

  /** Returns the only argument of a call if it is a string as it stands. */
  private static @Nullable String literal(Tree.Call call) {
    return call.arguments().size() == 1
            && call.arguments().get(0).value() instanceof Tree.Literal literal
            && literal.value() instanceof String text
        ? text
        : null;
  }
}
