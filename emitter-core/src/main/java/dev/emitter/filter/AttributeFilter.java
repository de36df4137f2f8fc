package dev.emitter.filter;

import dev.emitter.event.ContextAttributes;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Compares one attribute, in its canonical string form, with a string; absent is no match. */
record AttributeFilter(
    String dialect, String attribute, String value, BiPredicate<String, String> comparison)
    implements EventFilter {

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

  private @Nullable String found(FilterInput input) {
    return ContextAttributes.text(input.event(), attribute);
  }

  private FilterResult judge(@Nullable String found) {
    return FilterResult.of(found != null && comparison.test(found, value));
  }
}
