package dev.emitter.filter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.emitter.expressions.ExpressionBudget;
import dev.emitter.expressions.ExpressionException;
import dev.emitter.expressions.ExpressionWarning;
import dev.emitter.expressions.feel.Feel;
import dev.emitter.expressions.feel.FeelExpression;
import dev.emitter.expressions.feel.FeelType;
import dev.emitter.problem.Problems;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Filters that are FEEL expressions over the event's data. */
final class FeelDialect implements FilterDialect {

  private final ExpressionBudget budget;

  FeelDialect(ExpressionBudget budget) {
    this.budget = budget;
  }

  @Override
  public String name() {
    return FilterDialects.STRING_DIALECT;
  }

  @Override
  public @Nullable EventFilter compile(
      JsonNode expression, String path, FilterCompiler nested, Problems problems) {
    if (!expression.isTextual()) {
      problems.add(path, "is " + Found.kind(expression) + "; a FEEL expression is a string");
      return null;
    }
    try {
      FeelExpression compiled = Feel.compile(expression.textValue(), EventTypes.OPTIONS, budget);
      FeelType type = compiled.resultType().orElse(FeelType.BOOLEAN);
      if (type == FeelType.BOOLEAN) {
        warn(compiled, path, problems);
        return new FeelFilter(compiled, budget);
      }
      problems.add(
          path,
          "is never true: its value is always a "
              + type.name().toLowerCase(Locale.ROOT).replace('_', ' ')
              + "; compare it with something",
          type == FeelType.CONTEXT
              ? "a filter of another dialect is an object, not a string"
              : null);
    } catch (ExpressionException e) {
      problems.add(path, "is not FEEL: " + e.getMessage());
    }
    return null;
  }

  private static void warn(FeelExpression compiled, String path, Problems problems) {
    List<ExpressionWarning> warnings = compiled.warnings();
    for (ExpressionWarning warning : warnings) {
      problems.warn(path, warning.position() + ": " + warning.message(), warning.hint());
    }
    if (warnings.isEmpty() && !compiled.canBeTrue()) {
      problems.warn(path, "is never true, whatever the event is", hyphens(compiled.source()));
    }
  }

  /** A minus sign subtracts, so that a name with one is a number. */
  private static @Nullable String hyphens(String source) {
    return source.strip().matches("[A-Za-z_]\\w*(-[A-Za-z_]\\w*)+")
        ? "a minus sign subtracts; write get value(event.data, \"" + source.strip() + "\")"
        : null;
  }
}
