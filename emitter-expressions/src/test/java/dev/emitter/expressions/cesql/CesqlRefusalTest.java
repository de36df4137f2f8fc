package dev.emitter.expressions.cesql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.emitter.expressions.ExpressionBudget;
import dev.emitter.expressions.ExpressionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is no expression, and what the refusal says: ParseError of section 3.3. */
class CesqlRefusalTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ABC(                  | 5  | the end of the expression |
          x LIKE 123            | 8  | "123"   | the pattern of LIKE is always a literal
          x LIKE CONCAT('a')    | 8  | "CONCAT" | the pattern of LIKE is always a literal
          type == 'a'           | 7  | "="     | write "=" once to compare
          a && b                | 3  | "&"     | write "AND" instead of "&&"
          data.x = 1            | 5  | "."     | only attributes of the event can be read, not its data; use FEEL for the data
          type => 5             | 7  | ">"     | the operators are =, !=, <>, <, <=, > and >=
          a > 5 AND < 10        | 11 | "<"     | write what is compared, such as "x < 5"
          a CONTAINS 'b'        | 3  | "CONTAINS" | write "x LIKE '%text%'"
          a STARTS WITH 'b'     | 3  | "STARTS" | write "x LIKE 'text%'"
          a = “b”               | 5  | "“"     | write straight quotes: 'text'
          a = \\"b\\"             | 5  | "\\"     | write the quotation mark without the backslash; only JSON needs one
          $.type = 'b'          | 1  | "$"     | attributes are written as they are, such as type
          a IS NULL             | 3  | "IS"    | write "EXISTS x" or "NOT EXISTS x"
          a BETWEEN 1 AND 2     | 3  | "BETWEEN" | write "x >= low AND x <= high"
          'it''s'               | 4  | a doubled ' | write \\' for ' in a string
          'abc                  | 1  | a string without end |
          'abc\\'               | 1  | a string without end |
          2147483648            | 1  | "2147483648" | integers have 32 bits
          -2147483649           | 1  | "-"     | integers have 32 bits
          EXISTS 'a'            | 8  | a string | names of attributes have letters and digits only
          EXISTS (a)            | 8  | "("     | names of attributes have letters and digits only
          a_b = 1               | 1  | "a_b"   | names of attributes have letters and digits only
          and                   | 1  | "and"   | keywords cannot name attributes
          x IN ()               | 7  | ")"     |
          x IN 'a'              | 6  | a string | write the set as (a, b)
          x NOT = 1             | 3  | "NOT"   |
          (1                    | 3  | the end of the expression |
          1)                    | 2  | ")"     | nothing is open here that it could close
          1, 2                  | 2  | ","     | only arguments and the elements of sets are separated by commas
          1 +                   | 4  | the end of the expression |
          ABS2(1)               | 1  | "ABS2"  | names of functions have letters and underscores only
          """)
  void isRefusedAt(String expression, int column, String found, String hint) {
    ExpressionException refusal = refusal(expression);

    assertThat(refusal.found()).isEqualTo(found);
    assertThat(refusal.position().column()).isEqualTo(column);
    assertThat(refusal.hint()).isEqualTo(hint == null ? "" : hint);
  }

  @Test
  void saysEverythingInOneLine() {
    assertThat(refusal("type = 't' AND\n x LIKE y"))
        .hasMessage(
            "line 2, column 9: found \"y\", expected a string in quotes;"
                + " the pattern of LIKE is always a literal");
  }

  @Test
  void knowsTheOperatorsOfOtherLanguages() {
    assertThat(refusal("a || b").hint()).isEqualTo("write \"OR\" instead of \"||\"");
  }

  @Test
  void refusesAnEmptyExpression() {
    assertThatExceptionOfType(ExpressionException.class)
        .isThrownBy(() -> Cesql.compile(" ", ExpressionBudget.forUsers()))
        .withMessageContaining("the end of the expression");
  }

  private static ExpressionException refusal(String expression) {
    return catchThrowableOfType(
        ExpressionException.class, () -> Cesql.compile(expression, ExpressionBudget.forUsers()));
  }
}
