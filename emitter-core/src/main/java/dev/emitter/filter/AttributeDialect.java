package dev.emitter.filter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.emitter.problem.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The dialects that compare attributes with strings: exact, prefix and suffix (CloudEvents
 * Subscriptions, section 3.2.4.1).
 */
final class AttributeDialect implements FilterDialect {

  /** The dialect that asks for equality. */
  static final String EXACT = "exact";

  private final String name;
  private final BiPredicate<String, String> comparison;

  /** Creates a dialect; the comparison gets the attribute's value, then that of the filter. */
  AttributeDialect(String name, BiPredicate<String, String> comparison) {
    this.name = name;
    this.comparison = comparison;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public @Nullable EventFilter compile(
      JsonNode expression, String path, FilterCompiler nested, Problems problems) {
    if (!expression.isObject() || expression.isEmpty()) {
      problems.add(
          path,
          "is "
              + Found.kind(expression)
              + "; "
              + name
              + " takes an object from attributes to strings, such as {\"type\": \"com.example\"}");
      return null;
    }
    List<EventFilter> filters = new ArrayList<>();
    for (Map.Entry<String, JsonNode> member : expression.properties()) {
      if (isValid(member, Found.path(path, member.getKey()), problems)) {
        String value = member.getValue().textValue();
        filters.add(AttributeFilter.of(name, member.getKey(), value, comparison));
      }
    }
    if (filters.size() < expression.size()) {
      return null;
    }
    return filters.size() == 1 ? filters.get(0) : new ListFilter(name, filters, false);
  }

  private static boolean isValid(
      Map.Entry<String, JsonNode> member, String path, Problems problems) {
    boolean named = AttributeNames.check(member.getKey(), path, problems);
    JsonNode value = member.getValue();
    if (!value.isTextual() || value.textValue().isEmpty()) {
      problems.add(
          path, "is " + Found.kind(value) + "; an attribute is compared with a non-empty string");
      return false;
    }
    return named;
  }
}
