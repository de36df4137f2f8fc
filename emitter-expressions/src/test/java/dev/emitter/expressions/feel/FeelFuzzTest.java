package dev.emitter.expressions.feel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.expressions.ExpressionBudget;
import dev.emitter.expressions.ExpressionException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Random and mutated expressions: nothing but refusals and values comes out of them. */
@Tag("safety")
@Timeout(300)
class FeelFuzzTest {

  private static final int ROUNDS = 10_000;
  private static final int LONGEST = 65_536;

  private static final List<String> PIECES =
      List.of(
          "1",
          "2.5",
          "1E3",
          "\"a\"",
          "\"[a-z]+\"",
          "null",
          "true",
          "a",
          "b c",
          "?",
          "item",
          "partial",
          " ",
          "+",
          "-",
          "*",
          "/",
          "**",
          "(",
          ")",
          "[",
          "]",
          "{",
          "}",
          ",",
          ":",
          ".",
          "..",
          "=",
          "!=",
          "<",
          "<=",
          ">",
          ">=",
          " and ",
          " or ",
          " in ",
          " between ",
          " instance of ",
          "number",
          "list<number>",
          "if ",
          " then ",
          " else ",
          "for x in ",
          " return ",
          "some x in ",
          "every x in ",
          " satisfies ",
          "function(x) ",
          "not(",
          "count(",
          "string(",
          "matches(",
          "replace(",
          "date(",
          "time(",
          "date and time(",
          "duration(",
          "sort(",
          "context put(",
          "@\"2024-01-01\"",
          "@\"PT1H\"",
          "@\"10:00:00Z\"",
          "x",
          "//",
          "/*",
          "*/",
          "\n",
          "\\",
          "'",
          "é",
          "\ud83d\ude00",
          "\ud83d",
          "1..1000000000",
          "range(\"[1..2]\")",
          "get value(",
          "string join(",
          "x: ");

  private static final List<String> SEEDS =
      List.of(
          "amount > 1000 and customer.tier = \"gold\"",
          "some l in lines satisfies l.qty > 10",
          "for i in 1..10, j in [1, 2, 3] return i * j + partial[-1]",
          "{a: 1, f: function(x: number) x ** 2, b: f(a)}.b",
          "sort([3, 1, 2], function(a, b) a < b)[item > 1]",
          "if date and time(at) > @\"2024-01-01T00:00:00Z\" then replace(name, \"(a)(b)\", \"$2$1\", \"i\") else null",
          "x in (1, [2..3], > 4, (5..6], not(true)) or x between 1 and 2",
          "context put({a: {b: 1}}, [\"a\", \"b\"], 2) instance of context<a: context<b: number>>");

  @Test
  void neitherBreaksNorHangs() {
    Random random = new Random(20_261_121L);
    int compiled = 0;
    for (int i = 0; i < ROUNDS; i++) {
      String source = i % 2 == 0 ? random(random, i % 100 == 0 ? LONGEST : 200) : mutated(random);
      compiled += evaluates(source) ? 1 : 0;
    }
    assertThat(compiled).isGreaterThan(ROUNDS / 50);
  }

  @Test
  void callsEveryFunctionWithAnything() {
    Random random = new Random(3L);
    List<String> values =
        List.of(
            "null",
            "true",
            "0",
            "-1",
            "2.5",
            "1E6000",
            "\"\"",
            "\"a,b\"",
            "\"[\"",
            "\"2024-01-01\"",
            "@\"2024-01-01\"",
            "@\"-999999999-01-01T00:00:00@Europe/Paris\"",
            "@\"10:00:00Z\"",
            "@\"2024-01-01T00:00:00\"",
            "@\"-PT1H\"",
            "@\"P999999999M\"",
            "[]",
            "[1, null]",
            "[[1], \"a\"]",
            "[1..3]",
            "(< 1)",
            "(= 1)",
            "{}",
            "{key: \"a\", value: [1]}",
            "function(a, b) a < b",
            "abs",
            "a");
    for (String name : Builtins.names()) {
      for (int i = 0; i < 300; i++) {
        String arguments =
            random
                .ints(random.nextInt(5), 0, values.size())
                .mapToObj(values::get)
                .collect(Collectors.joining(", "));
        evaluates(name + "(" + arguments + ")");
        evaluates("for x in [" + arguments + "] return " + name + "(x, x)");
      }
    }
    for (String operator :
        List.of("+", "-", "*", "/", "**", "=", "<", " in ", " between 1 and ", ".year + ")) {
      values.forEach(a -> values.forEach(b -> evaluates(a + operator + b)));
    }
  }

  private static boolean evaluates(String source) {
    try {
      Feel.compile(source, FeelOptions.defaults(), ExpressionBudget.forUsers())
          .evaluate(
              new MapData(
                  Map.of(
                      "a",
                      1,
                      "amount",
                      5000L,
                      "x",
                      List.of(1, 2),
                      "name",
                      "ab",
                      "at",
                      "2024-06-01T00:00:00Z")));
      return true;
    } catch (ExpressionException refused) {
      return false;
    }
  }

  private static String random(Random random, int longest) {
    StringBuilder source = new StringBuilder();
    int length = 1 + random.nextInt(longest);
    while (source.length() < length) {
      source.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return source.toString();
  }

  private static String mutated(Random random) {
    StringBuilder source = new StringBuilder(SEEDS.get(random.nextInt(SEEDS.size())));
    for (int i = random.nextInt(4); i >= 0; i--) {
      int at = random.nextInt(source.length() + 1);
      switch (random.nextInt(4)) {
        case 0 -> source.insert(at, PIECES.get(random.nextInt(PIECES.size())));
        case 1 -> source.delete(at, Math.min(source.length(), at + 1 + random.nextInt(4)));
        case 2 -> source.insert(at, (char) random.nextInt(0x3000));
        default -> source.append(source, at, source.length());
      }
    }
    return source.toString();
  }
}
