package dev.emitter.expressions.feel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.expressions.Evaluation;
import dev.emitter.expressions.ExpressionBudget;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the tests of the language share: an event's data, and a table of expressions that give the
 * same.
 */
final class FeelCheck {

  static final FeelOptions OPTIONS =
      FeelOptions.defaults()
          .withNames(Set.of("unit-price"))
          .withClock(Clock.fixed(Instant.parse("2024-06-01T10:00:00Z"), ZoneOffset.UTC));

  static final Map<String, Object> DATA =
      Map.of(
          "amount",
          1500,
          "rate",
          0.25,
          "name",
          "Ada",
          "unit-price",
          12L,
          "delivery date",
          "2024-07-01",
          "date",
          "2024-06-01",
          "customer",
          Map.of("tier", "gold", "first name", "Ada"),
          "tags",
          List.of("new", "vip"),
          "lines",
          List.of(Map.of("qty", 5, "price", 100), Map.of("qty", 15, "price", 300)));

  private FeelCheck() {}

  /** Asserts of every line that what is left and right of its last arrow gives the same. */
  static void table(String table) {
    table.lines().forEach(line -> check(line, line.lastIndexOf("=>")));
  }

  private static void check(String line, int arrow) {
    Object actual = value(line.substring(0, arrow));
    Object expected = value(line.substring(arrow + 2));
    assertThat(TckEquality.same(expected, actual)).as("%s, but was %s", line, actual).isTrue();
  }

  static @Nullable Object value(String expression) {
    return evaluate(expression).value();
  }

  static Evaluation evaluate(String expression) {
    return Feel.compile(expression, OPTIONS, ExpressionBudget.forUsers())
        .evaluate(new MapData(DATA));
  }
}
