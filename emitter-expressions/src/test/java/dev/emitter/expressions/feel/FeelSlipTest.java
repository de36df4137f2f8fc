package dev.emitter.expressions.feel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.emitter.expressions.ExpressionBudget;
import dev.emitter.expressions.ExpressionException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people write who come from SQL, JavaScript, Python, JSONPath or a word processor. */
@Tag("D4")
@Tag("D6")
class FeelSlipTest {

  private static final FeelOptions OPTIONS = FeelOptions.defaults().withWhole("event.data");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          status = “Open”                    | line 1, column 10: found "“", expected a name, a value or an operator; write straight double quotes: "Open"
          status = ‘Open’                    | line 1, column 10: found "‘", expected a name, a value or an operator; write straight double quotes: "Open"
          customer.tier = \\"gold\\"         | line 1, column 17: found "\\", expected a name, a value or an operator; write the quotation mark without the backslash; only within a string, and in JSON, it needs one
          a = "x\\"                          | line 1, column 5: found a string without end, expected a closing quotation mark; \\" is a quotation mark within the string; end it with " alone
          a <> 1                             | line 1, column 3: found "<>", expected "!="; write "!=" instead
          a => 5                             | line 1, column 3: found "=>", expected ">="; write ">=" instead
          a =< 5                             | line 1, column 3: found "=<", expected "<="; write "<=" instead
          a === 1                            | line 1, column 3: found "===", expected "="; write "=" once to compare
          a !== 1                            | line 1, column 3: found "!==", expected "!="; write "!=" instead
          a > 1 AND b > 2                    | line 1, column 7: found "AND", expected an operator or the end of the expression; write "and" in lower case
          (a > 1 AND b > 2)                  | line 1, column 8: found "AND", expected ")"; write "and" in lower case
          a > 1 OR b > 2                     | line 1, column 7: found "OR", expected an operator or the end of the expression; write "or" in lower case
          NOT (a > 1)                        | line 1, column 1: found the unknown function "NOT", expected a built-in function; did you mean "not"?
          a IN ("x")                         | line 1, column 1: found the unknown function "a IN", expected a built-in function; write "in" in lower case
          amount is null                     | line 1, column 8: found "is null", expected an operator; write amount = null
          (amount is null)                   | line 1, column 9: found "is null", expected an operator; write amount = null
          customer.tier is not null          | line 1, column 15: found "is not null", expected an operator; write customer.tier != null
          lines[1] is null                   | line 1, column 10: found "is null", expected an operator; write lines[1] = null
          active is true                     | line 1, column 8: found "is true", expected an operator; write active = true
          name like "g%"                     | line 1, column 6: found "like", expected an operator; write starts with(name, "g")
          name like 'g%'                     | line 1, column 11: found "'", expected a value or a name; strings are written in double quotes
          name not like "%g"                 | line 1, column 6: found "not like", expected an operator; write not(ends with(name, "g"))
          name like "%g%"                    | line 1, column 6: found "like", expected an operator; write contains(name, "g")
          name contains "vip"                | line 1, column 6: found "contains", expected an operator; write contains(name, "vip"), or list contains(name, "vip") of a list
          lines[1].name contains "vip"       | line 1, column 15: found "contains", expected an operator; write contains(lines[1].name, "vip"), or list contains(lines[1].name, "vip") of a list
          lines[1] contains "vip"            | line 1, column 10: found "contains", expected an operator; write contains(lines[1], "vip"), or list contains(lines[1], "vip") of a list
          name starts with "x"               | line 1, column 6: found "starts with", expected an operator; write starts with(name, "x")
          name startsWith "x"                | line 1, column 6: found "startsWith", expected an operator; write starts with(name, "x")
          name matches "x.*"                 | line 1, column 6: found "matches", expected an operator; write matches(name, "x.*")
          name matches /x/                   | line 1, column 17: found the end of the expression, expected a value or a name
          amount > 5 and < 10                | line 1, column 16: found "<", expected a value or a name; write what is compared again: amount < 10; or a range: amount in (1..10)
          amount>5 and<10                    | line 1, column 13: found "<", expected a value or a name; write what is compared again: amount < 10; or a range: amount in (1..10)
          amount > 5 or < 3                  | line 1, column 15: found "<", expected a value or a name; write what is compared again: amount < 3
          amount > 5 and != 7                | line 1, column 16: found "!=", expected a value or a name; write what is compared again: amount != 7
          = amount > 5                       | line 1, column 1: found "=", expected a value or a name; leave out the leading "="
          > 5                                | line 1, column 1: found ">", expected a value or a name; name what is compared: a > 5
          some x satisfies x > 1             | line 1, column 20: found ">", expected "in"; write "some x in list satisfies expression"
          some lines satisfies qty > 1       | line 1, column 26: found ">", expected "in"; write "some x in lines satisfies expression"
          for sale = true                    | line 1, column 10: found "=", expected "in"; write "for x in list return expression", or write get value(event.data, "for sale") for a field of that name
          2nd = 1                            | line 1, column 2: found "nd", expected an operator or the end of the expression; write get value(event.data, "2nd") for a field of that name
          2nd line > 1                       | line 1, column 2: found "nd", expected an operator or the end of the expression; write get value(event.data, "2nd line") for a field of that name
          a > 5 EUR                          | line 1, column 7: found "EUR", expected an operator or the end of the expression; an operator is missing before it, such as "=" or "and"
          a > 5EUR                           | line 1, column 6: found "EUR", expected an operator or the end of the expression; write the number alone: 5
          a > 5€                             | line 1, column 6: found "€", expected an operator or the end of the expression; write the number alone: 5
          a > $5                             | line 1, column 5: found "$", expected a name, a value or an operator; write the number alone
          a > 1,000                          | line 1, column 6: found ",", expected an operator or the end of the expression; write 1000 without separators
          a > 1,5                            | line 1, column 6: found ",", expected an operator or the end of the expression; write a decimal point: 1.5
          a > 1.000,5                        | line 1, column 10: found ",", expected an operator or the end of the expression; write a decimal point: 1000.5
          a > 1.000.000                      | line 1, column 11: found "000", expected a name after "."; items have their number, from 1, in brackets: x[1]
          a > 1_000                          | line 1, column 6: found "_000", expected an operator or the end of the expression; write 1000 without separators
          a > 10%                            | line 1, column 7: found "%", expected a name, a value or an operator; write a percentage as a number, such as 0.1 for 10 percent
          in stock = true                    | line 1, column 1: found "in", expected a value or a name; write get value(event.data, "in stock") for a field of that name
          and more = 1                       | line 1, column 1: found "and", expected a value or a name; a condition is missing before "and"
          a = 1 and and b = 2                | line 1, column 11: found "and", expected a value or a name; leave out "and" or "and"
          a = 1 b = 2                        | line 1, column 7: found "b", expected an operator or the end of the expression; an operator is missing before it, such as "=" or "and"
          a = 1 "x"                          | line 1, column 7: found a string, expected an operator or the end of the expression; an operator is missing before it, such as "=" or "and"
          $.total > 5                        | line 1, column 1: found "$", expected a name, a value or an operator; write total without "$."
          $total > 5                         | line 1, column 1: found "$", expected a name, a value or an operator; write total without "$"
          $..total                           | line 1, column 1: found "$", expected a name, a value or an operator; write total without "$.."
          ${amount} > 5                      | line 1, column 1: found "$", expected a name, a value or an operator; write amount without "${"
          {{ amount }} > 5                   | line 1, column 2: found "{", expected a name; write amount without "{{" and "}}"
          #amount > 5                        | line 1, column 1: found "#", expected a name, a value or an operator; write amount without "#"
          @amount > 5                        | line 1, column 2: found "amount", expected a string after "@"; write amount without "@"
          @.total > 5                        | line 1, column 2: found ".", expected a string after "@"; write total without "@"
          customer['tier'] = "gold"          | line 1, column 10: found "'", expected a value or a name; write customer.tier
          lines.0.qty > 1                    | line 1, column 7: found "0", expected a name after "."; items have their number, from 1, in brackets: lines[1]
          lines[*].qty > 1                   | line 1, column 7: found "*", expected a value or a name; leave out "[*]": a name after a list reads that member of every item
          tags[] = 1                         | line 1, column 8: found "=", expected a value or a name; leave out "[]": a name after a list reads that member of every item
          if = 5                             | line 1, column 4: found "=", expected a value or a name; write get value(event.data, "if") for a field of that name
          total > 5 and for = 5              | line 1, column 19: found "=", expected a name; write get value(event.data, "for") for a field of that name
          lines[].qty > 1                    | line 1, column 8: found ".", expected a value or a name; leave out "[]": a name after a list reads that member of every item
          count(*) > 1                       | line 1, column 7: found "*", expected a value or a name; name the list: count(list)
          a.* > 1                            | line 1, column 3: found "*", expected a name after "."; a name after a list reads that member of every item
          a."b" > 1                          | line 1, column 3: found a string, expected a name after "."; write get value(a, "b") for a field of that name
          !active                            | line 1, column 1: found "!", expected a name, a value or an operator; write "not(active)" to negate, "!=" to compare
          !(a = 1)                           | line 1, column 1: found "!", expected a name, a value or an operator; write "not(...)" to negate, "!=" to compare
          "a" & "b" = c                      | line 1, column 5: found "&", expected a name, a value or an operator; write "+" to join strings, or "and" for conditions
          a ? 1 : 2                          | line 1, column 7: found ":", expected an operator or the end of the expression; write "if condition then value else value"
          a > 1 ? true : false               | line 1, column 7: found "?", expected an operator or the end of the expression; write "if condition then value else value"
          a := 1                             | line 1, column 3: found ":", expected an operator or the end of the expression; write "=" to compare
          a += 1                             | line 1, column 4: found "=", expected a value or a name; nothing can be assigned; write "=" alone to compare
          x -> x > 1                         | line 1, column 3: found "->", expected an operator or the end of the expression; write "function(x) expression"
          a in "x", "y"                      | line 1, column 9: found ",", expected an operator or the end of the expression; write the values in parentheses: in ("x", ..)
          a between 1, 2                     | line 1, column 12: found ",", expected "and"; write "x between low and high"
          a ≥ 5                              | line 1, column 3: found "≥", expected a name, a value or an operator; write ">="
          a – 5 > 1                          | line 1, column 3: found "–", expected a name, a value or an operator; write "-"
          a ~ "x"                            | line 1, column 3: found "~", expected a name, a value or an operator; write matches(text, "pattern")
          name =~ "x"                        | line 1, column 7: found "~", expected a name, a value or an operator; write matches(text, "pattern")
          a^2 > 5                            | line 1, column 2: found "^", expected a name, a value or an operator; write "**"
          lines[1] not in (1)                | line 1, column 10: found "not", expected an operator or the end of the expression; "not" is a function: write not(lines[1] ..)
          .total > 5                         | line 1, column 1: found ".", expected a value or a name; leave out the leading "."
          name = 'Ada'                       | line 1, column 8: found "'", expected a value or a name; strings are written in double quotes
          a..b                               | line 1, column 2: found "..", expected an operator or the end of the expression; a range is written such as [1..10]
          if a > 1 THEN b else c             | line 1, column 10: found "THEN", expected "then"; write "then" in lower case
          """)
  void tellsTheMend(String source, String message) {
    assertThatExceptionOfType(ExpressionException.class)
        .isThrownBy(() -> Feel.compile(source, OPTIONS, ExpressionBudget.forUsers()))
        .withMessage(message);
  }

  @Test
  void tellsTheMendOfWhatNoTableHolds() {
    assertThat(hint("`amount` > 5"))
        .isEqualTo("names are written without backticks, and strings in double quotes");
    assertThat(hint("a || b")).isEqualTo("write \"or\" instead of \"||\"");
    assertThat(hint("\"a\" || b"))
        .isEqualTo("write \"+\" to join strings, or \"or\" for conditions");
    assertThat(hint("a = \u00ab b \u00bb")).isEqualTo("write straight double quotes: \" b \"");
  }

  @Test
  void seesAQuotationMarkThatHasLostItsPartner() {
    assertThat(hint("customer.tier = gold\""))
        .isEqualTo("write quotation marks on both sides: \"gold\"");
  }

  @Test
  void namesCharactersThatNobodySees() {
    assertThatExceptionOfType(ExpressionException.class)
        .isThrownBy(() -> compile("a = \u202e1"))
        .withMessage(
            "line 1, column 5: found the character U+202E, expected a name, a value or an operator;"
                + " delete this invisible character");
  }

  @Test
  void hasNoNameForAllVariablesUnlessItIsTold() {
    assertThatExceptionOfType(ExpressionException.class)
        .isThrownBy(
            () -> Feel.compile("2nd = 1", FeelOptions.defaults(), ExpressionBudget.forUsers()))
        .satisfies(
            e ->
                assertThat(e.hint())
                    .isEqualTo("write get value(.., \"2nd\") for a field of that name"));
  }

  private static String hint(String source) {
    try {
      compile(source);
    } catch (ExpressionException e) {
      return e.hint();
    }
    return "";
  }

  private static void compile(String source) {
    Feel.compile(source, OPTIONS, ExpressionBudget.forUsers());
  }
}
