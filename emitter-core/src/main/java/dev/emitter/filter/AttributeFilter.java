package dev.emitter.filter;

import dev.emitter.event.ContextAttributes;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Compares one attribute, in its canonical string form, with a string; absent is no match. */
record AttributeFilter(
    String dialect, String attribute, String value, BiPredicate<String, String> comparison)
    implements EventFilter {

  private static final int LONGEST_NUMBER = 30;

  @Override
  public FilterResult test(FilterInput input) {
    return judge(found(input));
  }

  @Override
  public Clause explain(FilterInput input) {
    String found = found(input);
    String text = dialect + " {" + attribute + ": " + Found.quoted(value) + "}";
    String shown = found == null ? "absent" : Found.quoted(found);
    return Clause.leaf(text, judge(found), attribute + " = " + shown);
  }

  @Override
  public List<Condition> conditions() {
    return dialect.equals(AttributeDialect.EXACT)
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

  private @Nullable String found(FilterInput input) {
    return ContextAttributes.text(input.event(), attribute);
  }

  private FilterResult judge(@Nullable String found) {
    return FilterResult.of(found != null && comparison.test(found, value));
  }
}
