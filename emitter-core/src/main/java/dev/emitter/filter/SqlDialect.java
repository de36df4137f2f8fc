package dev.emitter.filter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.emitter.expressions.ExpressionBudget;
import dev.emitter.expressions.ExpressionException;
import dev.emitter.expressions.cesql.Cesql;
import dev.emitter.expressions.cesql.CesqlExpression;
import dev.emitter.expressions.cesql.CesqlType;
import dev.emitter.problem.Problems;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Filters in CloudEvents SQL over the event's attributes. */
final class SqlDialect implements FilterDialect {

  private final ExpressionBudget budget;

  SqlDialect(ExpressionBudget budget) {
    this.budget = budget;
  }

  @Override
  public String name() {
    return "sql";
  }

  @Override
  public @Nullable EventFilter compile(
      JsonNode expression, String path, FilterCompiler nested, Problems problems) {
    if (!expression.isTextual()) {
      problems.add(
          path, "is " + Found.kind(expression) + "; a CloudEvents SQL expression is a string");
      return null;
    }
    try {
      CesqlExpression compiled = Cesql.compile(expression.textValue(), budget);
      CesqlType type = compiled.resultType().orElse(CesqlType.BOOLEAN);
      if (type == CesqlType.BOOLEAN && compiled.warnings().isEmpty()) {
        return new SqlFilter(compiled, budget);
      }
      if (type != CesqlType.BOOLEAN) {
        problems.add(
            path,
            "is never true: its value is always of type "
                + type.name().toLowerCase(Locale.ROOT)
                + "; compare it with something");
      }
      compiled.warnings().forEach(warning -> problems.add(path, "never works: " + warning));
    } catch (ExpressionException e) {
      problems.add(path, "is not CloudEvents SQL: " + e.getMessage());
    }
    return null;
  }
}
