package dev.emitter.expressions;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.emitter.expressions.feel.FeelWords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the fuzzer starts from, and the words it should know. */
final class FuzzSeeds {

  private static final List<String> FEEL =
      List.of(
          "amount > 1000 and customer.tier = \"gold\"",
          "some l in lines satisfies l.qty > 10",
          "for i in 1..10, j in [1, 2, 3] return i * j + partial[-1]",
          "{a: 1, f: function(x: number) x ** 2, b: f(a)}.b",
          "sort([3, 1, 2], function(a, b) a < b)[item > 1]",
          "if at > @\"2024-01-01T00:00:00Z\" then replace(name, \"(a)(b)\", \"$2$1\", \"i\") else null",
          "x in (1, [2..3], > 4, (5..6], not(true)) or x between 1 and 2",
          "a in (\"x\", \"y\") and b.c in [1, 2.50] and d = true",
          "context put({a: {b: 1}}, [\"a\", \"b\"], 2) instance of context<a: context<b: number>>",
          "a.year + duration(\"P1Y2M\").months - @\"-PT1H0.5S\" / 2",
          "string(a) + string join(split(b, \"[,;]\"), c)",
          "overlaps([1..5], (a..b)) and before(1, [2..3])",
          "a.b.c = \"x\" and a.d in (1, 2) or a.e = 2.5",
          "(function(x: number, y) x + y)(y: 1, x: [a])",
          "a instance of list<function<number, context<b: string>>->range<date>>",
          "{f: function() a, \"c d\": [a]} instance of context<f: function<> -> Any>",
          "string([(< 1), [a..\"z\"), {\"!\": @\"10:00:00@Europe/Paris\".timezone, f: abs}])",
          "every x in a, y in [x, null] satisfies y = x.b",
          "/* a */ median(a) // b",
          "matches(a, \"^\\\\p{L}[\\\\w-[a-z]]*(?:b|c){2,3}?$\", \"smixq\")",
          "meets((1..a], [a..5)) or coincides(a, [b..c]) or includes([1..9], a)");

  private static final List<String> TESTS =
      List.of(
          "-",
          "not(\"a\", \"b\")",
          "\"gold\", \"silver\"",
          "1, [2..3], > 4, (5..6]",
          "? > 1 and a = 2",
          "< date(\"2024-01-01\")",
          "[1, 2], a.b, ?.c = 1",
          "ends with(?, \"x\")");

  private static final List<String> CESQL =
      List.of(
          "type = 'a' AND (subject LIKE 'x%_\\%' OR EXISTS b)",
          "a IN ('x', \"y\", 1, TRUE) AND NOT b <> -5",
          "INT(a) + 1 * 2 / 3 % 4 - -2147483648 >= ABS(b)",
          "CONCAT_WS(',', a, LEFT(b, 2), RIGHT(c, 1), SUBSTRING(a, 1, 2)) NOT LIKE '_'",
          "'true' = a XOR BOOL(b) AND IS_INT(c) OR IS_BOOL(a)",
          "LENGTH(UPPER(TRIM(a))) < 5 AND LOWER(b) = STRING(1)");

  private static final List<String> PATTERNS =
      List.of(
          " (a|b)*?c+\0abcabc\0[$1]\0",
          " ^[a-z-[aeiou]]{2,3}$\0xyz\0\\$$0\0",
          " (a)(b)?\\1\\2\0aab\0$2$1\0",
          "\4\\p{Lu}\\P{IsGreek}\\i\\c\\d\\W\0Ab_c1 \0x\0",
          "\7^a.b$\0x\na\nb\0-\0",
          "\10a b # c\0ab\0d\0",
          "\20a.b*\0a.b*\0$\\\0",
          "a(?:b|)+?{2}\0abb\0$10\0",
          " (?:(\\w+)[ \\t]*=\\s*(\"[^\"]*\"|'[^']*')|([-+]?[0-9]{1,9}(?:\\.[0-9]+)?))\0"
              + "name = \"some value\" other='x' 12 -3.50 and more text of some length \ud83d\ude00\0"
              + "<$1|$2|$3>\0",
          "\5^((a+)+|b*?c)*$\0" + "a".repeat(200) + "c\naab\0\\\\$1\0");

  private static final List<String> FEEL_WORDS =
      List.of(
          " and ", " or ", " in ", " between ", "if ", " then ", " else ", "for ", " return ",
          "some ", "every ", " satisfies ", "function(", " instance of ", "list<", "context<",
          "range<", "null", "true", "false", "..", "**", "!=", "<=", ">=", "partial", "item", "@\"",
          "2024-01-01", "10:00:00Z", "T00:00:00@Europe/Paris", "P1Y2M", "PT1H", "1E6000", ".year",
          ".start included", "time offset", "days and time duration");

  private static final List<String> CESQL_WORDS =
      List.of(
          " AND ", " OR ", " XOR ", "NOT ", " IN ", " LIKE ", "EXISTS ", "<>", "!=", "<=", ">=",
          "TRUE", "FALSE", "INT(", "BOOL(", "STRING(", "IS_INT(", "IS_BOOL(", "ABS(", "LENGTH(",
          "CONCAT(", "CONCAT_WS(", "LOWER(", "UPPER(", "TRIM(", "LEFT(", "RIGHT(", "SUBSTRING(",
          "2147483648", "\\%", "\\_");

  private static final List<String> PATTERN_WORDS =
      List.of(
          "\\p{Lu}", "\\P{IsBasicLatin}", "\\i", "\\C", "\\1", "(?:", "{2,3}", "*?", "[^a-", "-[",
          "\ud83d\ude00", "\u0130", "\u017f");

  private FuzzSeeds() {}

  /** Returns the inputs that a target starts from. */
  static List<String> of(FuzzTarget target, Path feelTck) throws IOException {
    return switch (target) {
      case FEEL -> with(FEEL, conformance(feelTck));
      case UNARY_TESTS -> with(TESTS, conformance(feelTck));
      case REGULAR_EXPRESSION -> PATTERNS;
      case ROUND_TRIP -> List.of("1");
      case CESQL -> CESQL;
    };
  }

  /** Returns the words that a target should know. */
  static List<String> words(FuzzTarget target) {
    return switch (target) {
      case FEEL, UNARY_TESTS, ROUND_TRIP ->
          with(FEEL_WORDS, FeelWords.functions());
      case REGULAR_EXPRESSION -> PATTERN_WORDS;
      case CESQL -> CESQL_WORDS;
    };
  }

  private static List<String> conformance(Path file) throws IOException {
    List<String> expressions = new ArrayList<>();
    if (Files.isRegularFile(file)) {
      JsonMapper json = new JsonMapper();
      for (String line : Files.readAllLines(file)) {
        expressions.add(json.readTree(line).get("expression").asText());
      }
    }
    return expressions;
  }

  private static List<String> with(List<String> some, List<String> others) {
    List<String> all = new ArrayList<>(some);
    all.addAll(others);
    return all;
  }
}
