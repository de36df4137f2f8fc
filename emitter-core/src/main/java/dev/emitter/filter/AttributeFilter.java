package dev.emitter.filter;

import dev.emitter.event.ContextAttributes;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Compares one attribute, in its canonical string form, with a string; absent is no match. A
 * Timestamp has many forms, and how its event wrote it is not known any more: it equals whatever
 * names the same moment, and begins and ends with what any of its forms does.
 *
 * @param moment what an attribute that is a Timestamp is asked to equal, or null
 */
record AttributeFilter(
    String dialect,
    String attribute,
    String value,
    BiPredicate<String, String> comparison,
    @Nullable Instant moment)
    implements EventFilter {

  private static final int LONGEST_NUMBER = 30;

  static AttributeFilter of(
      String dialect, String attribute, String value, BiPredicate<String, String> comparison) {
    Instant moment = isExact(dialect) ? ContextAttributes.instant(value) : null;
    return new AttributeFilter(dialect, attribute, value, comparison, moment);
  }

  private static boolean isExact(String dialect) {
    return dialect.equals(AttributeDialect.EXACT);
  }

  @Override
  public FilterResult test(FilterInput input) {
    return judge(found(input));
  }

  @Override
  public Clause explain(FilterInput input) {
    Object found = found(input);
    String text = dialect + " {" + attribute + ": " + Found.quoted(value) + "}";
    String shown = found == null ? "absent" : Found.quoted(ContextAttributes.text(found));
    return Clause.leaf(text, judge(found), attribute + " = " + shown);
  }

  @Override
  public List<Condition> conditions() {
    return isExact(dialect) && moment == null
        ? List.of(new Condition(EventField.attribute(attribute), printingAs(value)))
        : List.of();
  }

  /** Returns the values of any type that may print as this text. */
  private static Set<Object> printingAs(String text) {
    Set<Object> values = new HashSet<>();
    values.add(text);
    if (text.equals("true") || text.equals("false")) {
      values.add(Boolean.valueOf(text));
    }
    if (text.length() <= LONGEST_NUMBER) {
      try {
        values.add(new BigDecimal(text).stripTrailingZeros());
      } catch (NumberFormatException e) {
        // then no number prints so
      }
    }
    return values;
  }

  private @Nullable Object found(FilterInput input) {
    return ContextAttributes.value(input.event(), attribute);
  }

  private FilterResult judge(@Nullable Object found) {
    return FilterResult.of(found != null && matches(found));
  }

  private boolean matches(Object found) {
    if (!(found instanceof OffsetDateTime time)) {
      return comparison.test(ContextAttributes.text(found), value);
    }
    return isExact(dialect)
        ? time.toInstant().equals(moment)
        : ContextAttributes.spellings(time).stream().anyMatch(one -> comparison.test(one, value));
  }
}
