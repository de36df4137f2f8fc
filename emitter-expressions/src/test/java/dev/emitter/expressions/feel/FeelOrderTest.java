package dev.emitter.expressions.feel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.expressions.ExpressionBudget;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The order of values: DMN 1.5, tables 54 and 55, and XML Schema for the order of strings. */
@Tag("D4")
class FeelOrderTest {

  private static final int ROUNDS = 20_000;

  /** Characters around all places where the order of code points and that of chars differ. */
  private static final List<Integer> CODE_POINTS =
      List.of(
          0x41, 0xD7FF, 0xD800, 0xDBFF, 0xDC00, 0xDFFF, 0xE000, 0xFFFD, 0xFFFF, 0x10000, 0x1F600,
          0x10FFFF);

  @Test
  void ordersStringsByCodePoints() {
    FeelCheck.table(
        """
        "\\uFFFD" < "\\U01F600" => true
        "\\U01F600" <= "\\uFFFD" => false
        "a\\uE000" < "a\\U01F600" => true
        max("\\uFFFD", "\\U01F600") => "\\U01F600"
        min(["\\uFFFD", "\\U01F600"]) => "\\uFFFD"
        sort(["\\U01F600", "\\uFFFD", "z"], function(a, b) a < b) => ["z", "\\uFFFD", "\\U01F600"]
        "\\uFFFD" in ["a".."\\U01F600"] => true
        "\\U01F600" in ["a".."\\uFFFD"] => false
        "\\U01F600" in (> "\\uFFFD") => true
        "\\uFFFD" between "a" and "\\U01F600" => true
        before("\\uFFFD", "\\U01F600") => true
        during("\\uFFFD", ["a".."\\U01F600"]) => true
        """);
  }

  @Test
  void comparesAnyStringsAsTheirCodePoints() {
    Random random = new Random(20_261_129L);
    FeelExpression expression =
        Feel.compile(
            "[a < b, a <= b, a > b, a >= b, a = b, max(a, b)]",
            FeelOptions.defaults(),
            ExpressionBudget.forUsers());
    for (int i = 0; i < ROUNDS; i++) {
      String a = text(random);
      String b = text(random);
      int order = Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());

      Object value = expression.evaluate(new MapData(Map.of("a", a, "b", b))).value();

      assertThat(value)
          .as("%s and %s", codePoints(a), codePoints(b))
          .isEqualTo(
              List.of(order < 0, order <= 0, order > 0, order >= 0, order == 0, order < 0 ? b : a));
    }
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(4); i > 0; i--) {
      text.appendCodePoint(CODE_POINTS.get(random.nextInt(CODE_POINTS.size())));
    }
    return text.toString();
  }

  private static String codePoints(String text) {
    return text.codePoints().mapToObj(Integer::toHexString).collect(Collectors.joining(" "));
  }

  @ParameterizedTest
  @CsvSource({
    "10:00:00, 10:00:00Z",
    "10:00:00, 10:00:00+02:00",
    "10:00:00, 10:00:00@Europe/Paris",
    "2024-01-01T10:00:00, 2024-01-01T10:00:00Z",
    "2024-01-01T10:00:00, 2024-01-01T10:00:00@Europe/Paris"
  })
  void atMostIsLessOrEqualForLocalAndZonedTimes(String local, String zoned) {
    for (String sides : List.of("@\"%s\" %s @\"%s\"", "[@\"%s\"] %s @\"%s\"")) {
      assertThat(value(sides.formatted(local, "=", zoned))).isEqualTo(false);
      assertThat(value(sides.formatted(local, "<", zoned))).isEqualTo(false);
      assertThat(value(sides.formatted(local, ">", zoned))).isEqualTo(false);
      assertThat(value(sides.formatted(local, "<=", zoned))).isEqualTo(false);
      assertThat(value(sides.formatted(zoned, ">=", local))).isEqualTo(false);
    }
    assertThat(value("@\"%s\" in [@\"%s\"..@\"%s\"]".formatted(local, zoned, zoned)))
        .isEqualTo(false);
    assertThat(value("@\"%s\" between @\"%s\" and @\"%s\"".formatted(local, zoned, zoned)))
        .isEqualTo(false);
    assertThat(value("@\"%s\" <= @\"%s\"".formatted(local, local))).isEqualTo(true);
    assertThat(value("@\"%s\" <= @\"%s\"".formatted(zoned, zoned))).isEqualTo(true);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "coincides(L, Z)",
        "before(L, Z)",
        "after(L, Z)",
        "during(L, [Z..Z])",
        "includes([Z..Z], L)",
        "starts(L, [Z..@\"23:00:00Z\"])",
        "started by([Z..@\"23:00:00Z\"], L)",
        "finishes(L, [@\"01:00:00Z\"..Z])",
        "finished by([@\"01:00:00Z\"..Z], L)",
        "meets([@\"01:00:00\"..L], [Z..@\"23:00:00Z\"])",
        "overlaps([@\"01:00:00\"..L], [Z..@\"23:00:00Z\"])",
        "overlaps before([@\"01:00:00\"..L], [Z..@\"23:00:00Z\"])"
      })
  void relationsHoldOfNoLocalAndZonedTimeAtOnce(String relation) {
    String zoned = relation.replace("Z..", "@\"10:00:00Z\"..").replace("..Z", "..@\"10:00:00Z\"");
    String mixed = zoned.replace("L", "@\"10:00:00\"").replace(", Z)", ", @\"10:00:00Z\")");

    assertThat(value(mixed)).as(mixed).isEqualTo(false);
  }

  /** A range that is written after {@code in} stands for two comparisons. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "null",
      textBlock =
          """
          20 in [lacking..10]         | false
          10 in [lacking..10]         | null
          10 in [lacking..10)         | false
          5 in [lacking..10]          | null
          5 in (lacking..10]          | null
          5 in [10..lacking]          | false
          20 in [10..lacking]         | null
          20 in ([lacking..10], 20)   | true
          20 in ([lacking..10], 5)    | false
          20 in ([lacking..10])       | false
          20 in ]lacking..10[         | false
          20 in [lacking..other]      | null
          lacking in [1..10]          | null
          20 in [lacking..10] or true | true
          20 in [amount..10]          | null
          2000 in [amount..3000]      | true
          "b" in ["a"..lacking]       | null
          20 between lacking and 10   | false
          5 between lacking and 10    | null
          """)
  void anEndThatIsNullLeavesTheOtherToDecide(String source, @Nullable Boolean value) {
    assertThat(value(source)).isEqualTo(value);
  }

  private static @Nullable Object value(String source) {
    return FeelCheck.value(source);
  }
}
