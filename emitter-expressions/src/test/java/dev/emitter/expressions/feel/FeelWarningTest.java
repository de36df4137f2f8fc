package dev.emitter.expressions.feel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.expressions.ExpressionBudget;
import dev.emitter.expressions.ExpressionWarning;
import dev.emitter.expressions.SourcePosition;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is allowed but surely meant otherwise, and what is not warned of. */
@Tag("D4")
class FeelWarningTest {

  private static final Set<FeelType> JSON =
      EnumSet.of(
          FeelType.NULL,
          FeelType.BOOLEAN,
          FeelType.NUMBER,
          FeelType.STRING,
          FeelType.LIST,
          FeelType.CONTEXT);

  private static final FeelOptions OPTIONS =
      FeelOptions.defaults().withWhole("all").withTypes(FeelWarningTest::types);

  private static Set<FeelType> types(List<String> path) {
    return switch (path.get(0)) {
      case "moment" -> path.size() == 1 ? EnumSet.of(FeelType.DATE_TIME, FeelType.NULL) : Set.of();
      case "tags" -> EnumSet.of(FeelType.LIST, FeelType.NULL);
      case "code" -> EnumSet.of(FeelType.STRING);
      case "gone" -> EnumSet.of(FeelType.NULL);
      default -> JSON;
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          status = Open             | line 1, column 8: status = Open compares two fields, and is true where the data lacks both; write "Open" if it is text; if it is a field, add: and Open != null
          Open != status            | line 1, column 6: Open != status compares two fields, and is true where the data lacks one of them; write "Open" if it is text; if it is a field, add: and Open != null
          customer.tier = gold      | line 1, column 15: customer.tier = gold compares two fields, and is true where the data lacks both; write "gold" if it is text; if it is a field, add: and gold != null
          code = gold               | line 1, column 6: code = gold compares two fields; write "gold" if it is text; if it is a field, add: and gold != null
          side in [BUY, SELL]       | line 1, column 10: BUY is read as the name of a field; write "BUY" if it is text
          status in (Open, Closed)  | line 1, column 12: Open is read as the name of a field; write "Open" if it is text
          active = TRUE             | line 1, column 10: "TRUE" is read as the name of a field; write true in lower case
          x = None                  | line 1, column 5: "None" is read as the name of a field; write null
          x > null                  | line 1, column 3: what is compared with null has no order; write x != null
          lines[0].qty > 1          | line 1, column 6: a list has no item 0; the first is item 1; write lines[1], or lines[-1] for the last
          customer["tier"] = "gold" | line 1, column 9: brackets after a value select items of a list, not a member; write customer.tier
          lines["a-b"] = 1          | line 1, column 6: brackets after a value select items of a list, not a member; write get value(lines, "a-b")
          first-name = "x"          | line 1, column 12: a number = a string cannot be compared; a minus sign subtracts; write get value(all, "first-name") for a field of that name
          is-new and a = 1          | line 1, column 1: a number where true or false is needed; a minus sign subtracts; write get value(all, "is-new") for a field of that name
          starts with(a-b, "x")     | line 1, column 13: starts with: "string" must be a string but is a number; a minus sign subtracts; write get value(all, "a-b") for a field of that name
          a = "x" or "y"            | line 1, column 12: a string where true or false is needed; write the comparison again: a = "y"
          5 < a < 10                | line 1, column 7: a boolean < a number cannot be compared; write 5 < a and a < 10
          count(tags) = "3"         | line 1, column 13: a number = a string cannot be compared; write 3 without quotes
          contains(a, 5)            | line 1, column 13: contains: "match" must be a string but is a number; write "5" in double quotes
          name.startsWith("x")      | line 1, column 6: "startsWith" is no function that a value has; write starts with(name, "x")
          a.equals(b)               | line 1, column 3: "equals" is no function that a value has; write a = b
          """)
  void tellsWhatWasMeant(String source, String warning) {
    assertThat(warnings(source)).containsExactly(warning);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          not a > 5           | "not a"              | "not" needs brackets: write not(a ..)
          NOT a.b             | "NOT a"              | "not" needs brackets: write not(a ..)
          a not in (1, 2)     | "a not"              | "not" is a function: write not(a ..)
          a IS NULL           | "a IS NULL"          | write a = null
          a IS NOT NULL       | "a IS NOT NULL"      | write a != null
          a is defined        | "a is defined"       | write a != null
          a is not present    | "a is not present"   | write a = null
          a eq 5              | "a eq 5"             | write a = 5
          a BETWEEN 1 AND 2   | "a BETWEEN 1 AND 2"  | write "between" in lower case
          a AND b             | "a AND b"            | write "and" in lower case
          a startsWith b      | "a startsWith b"     | write starts with(a, b)
          a ?? b              | "a ?? b"             | write if a = null then b else a
          exists a            | "exists a"           | write a != null
          a instanceof number | "a instanceof number" | write a instance of number
          """)
  void seesOperatorsOfOtherLanguagesInNames(String source, String name, String hint) {
    assertThat(compile(source).warnings())
        .first()
        .isEqualTo(
            new ExpressionWarning(
                new SourcePosition(0, 1, 1), name + " is read as the name of a field", hint));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          moment > date("2024-01-01")  | a date and time > a date cannot be compared   | write date(moment) to compare its date
          moment > "2024-01-01"        | a date and time > a string cannot be compared | write date and time("2024-01-01T00:00:00Z")
          moment > "1.1.2024"          | a date and time > a string cannot be compared | write date and time("2024-12-31T00:00:00Z")
          at > date("2024-01-01")      | at is never a date                            | write date(at)
          now() > at                   | at is never a date and time                   | write date and time(at)
          moment - 30 > now()          | a date and time - a number has no result      | write duration("P30D") for days, duration("PT30H") for hours
          today() - 30 < date(at)      | a date - a number has no result               | write duration("P30D") for days, duration("PT30H") for hours
          duration("P1D") > 5          | a days and time duration > a number cannot be compared | write duration("P5D") for days, duration("PT5H") for hours
          moment - date and time("2024-01-01T00:00:00") > duration("P1D") | one date and time has a zone and the other has none, so they have no difference | write the zone, as in date and time("2024-01-01T00:00:00Z")
          starts with(moment, "2024")  | starts with: "string" must be a string but is a date and time | convert it with string(moment)
          tags = "vip"                 | tags is a list, which counts as a string only if it has one item | write list contains(tags, "vip")
          """)
  void knowsTypes(String source, String message, String hint) {
    assertThat(compile(source).warnings())
        .extracting(ExpressionWarning::message, ExpressionWarning::hint)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(message, hint));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "billing = shipping and billing != null",
        "a.b = c.d",
        "some line in lines satisfies line.kind = kind",
        "for x in lines return x.a = x.b",
        "total - discount > 5",
        "total-discount > 5",
        "lines[1].qty > 1 and lines[-1].qty > 1 and lines[qty > 1][1].a = 2",
        "is active and in_stock and delivery date = \"2024-01-01\"",
        "contains alcohol = true",
        "Opt In = true",
        "Terms And Conditions = true",
        "Check In Date = \"2024-01-01\"",
        "Not Before = \"2024-01-01\"",
        "null = a or a != null",
        "moment >= date and time(\"2024-01-01T00:00:00\")",
        "date(moment) in [date(\"2024-01-01\")..date(\"2024-12-31\")]",
        "moment - date and time(\"2024-01-01T00:00:00Z\") > duration(\"P1D\")",
        "moment.year = 2024",
        "now() - moment < duration(\"PT1H\")",
        "time(at).hour between 9 and 17",
        "sort(lines, before) = lines",
        "(function(a) a + 1)(2) = 3",
        "{f: function(a) a}.f(1) = 1",
        "a in [1..10) and b in (< 5, > 10) and c in (\"x\", \"y\") and d in list",
        "if a then b else c",
        "not(a) and not(contains(b, \"x\"))",
        "get value(all, \"first-name\") = \"x\"",
        "unit price > 2",
        "string(total) = \"5\"",
        "@\"2024-01-01\" < today()",
        "every line in lines satisfies line.qty > 10",
        "amount * 2 + 1 > total / 3",
        "a + b = \"xy\"",
        "length > 3 and size = \"M\" and count = 1",
        "list contains(tags, \"vip\") and tags = [\"a\"]"
      })
  void isSilentAboutWhatIsMeant(String source) {
    assertThat(compile(source).warnings()).isEmpty();
  }

  @Test
  void asksNothingOfNamesThatTheCallerDeclares() {
    FeelOptions options = OPTIONS.withNames(Set.of("not before"));

    assertThat(Feel.compile("not before > 5", options, ExpressionBudget.forUsers()).warnings())
        .isEmpty();
  }

  @Test
  void tellsLineAndColumnInTheOrderOfTheSource() {
    List<ExpressionWarning> warnings =
        compile("lines[0] = 1\n and active = TRUE\n and a = B").warnings();

    assertThat(warnings).extracting(ExpressionWarning::line).containsExactly(1, 2, 3);
    assertThat(warnings).extracting(ExpressionWarning::column).containsExactly(6, 15, 8);
  }

  @Test
  void tellsTheFirstFewOnly() {
    String source =
        IntStream.range(0, 500).mapToObj(i -> "a" + i + "[0]").collect(Collectors.joining(" + "));

    assertThat(compile(source).warnings()).hasSize(20);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gone > 5",
        "gone = \"x\"",
        "gone = 1 or gone.a = 2",
        "a = 1 and gone = 2",
        "starts with(gone, \"x\")",
        "list contains(gone, 1)",
        "gone in (1, 2)",
        "gone in [1..5]",
        "gone between 1 and 5",
        "some x in gone satisfies x = 1",
        "gone + 1 > 5",
        "count(gone[qty > 1]) > 2",
        "not(gone)",
        "not(gone = null)",
        "code = 5",
        "code > 5",
        "moment > \"2024-01-01\"",
        "null"
      })
  void knowsWhatCanNeverBeTrue(String source) {
    assertThat(compile(source).canBeTrue()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gone = null",
        "gone = null or a = 1",
        "gone != 5",
        "not(gone = 1)",
        "a = gone",
        "if gone then false else true",
        "count(tags) = 0",
        "tags = \"vip\"",
        "tags[1] = \"vip\"",
        "code = \"x\"",
        "code in (5, \"x\")",
        "moment > now()",
        "every x in tags satisfies x = 1",
        "is(gone, null)",
        "string join([\"a\"], gone) = \"a\"",
        "gone in (null, 1)"
      })
  void neverRulesOutWhatMayBeTrue(String source) {
    assertThat(compile(source).canBeTrue()).isTrue();
  }

  private static FeelExpression compile(String source) {
    return Feel.compile(source, OPTIONS, ExpressionBudget.forUsers());
  }

  private static List<String> warnings(String source) {
    return compile(source).warnings().stream().map(ExpressionWarning::toString).toList();
  }
}
