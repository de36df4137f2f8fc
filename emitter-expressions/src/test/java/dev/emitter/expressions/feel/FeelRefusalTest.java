package dev.emitter.expressions.feel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.emitter.expressions.ExpressionBudget;
import dev.emitter.expressions.ExpressionException;
import dev.emitter.expressions.SourcePosition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages about expressions that are refused. */
class FeelRefusalTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          a == 1            | line 1, column 3: found "==", expected "="; write "=" once to compare
          a && b            | line 1, column 3: found "&", expected a name, a value or an operator; write "and" instead of "&&"
          a = 'x'           | line 1, column 5: found "'", expected a value or a name; strings are written in double quotes
          a = "x            | line 1, column 5: found a string without end, expected a closing quotation mark
          a >               | line 1, column 4: found the end of the expression, expected a value or a name
          (a = 1            | line 1, column 7: found the end of the expression, expected ")"; an opening parenthesis needs a closing one
          a = 1)            | line 1, column 6: found ")", expected an operator or the end of the expression; nothing is open here that it could close
          if a then 1       | line 1, column 12: found the end of the expression, expected "else"; write "if condition then value else value"
          startsWith(a, b)  | line 1, column 1: found the unknown function "startsWith", expected a built-in function; did you mean "starts with"?
          count()           | line 1, column 1: found 0 arguments of "count", expected (list)
          abs(x: 1)         | line 1, column 1: found the arguments [x] of "abs", expected (n)
          matches(a, "(b")  | line 1, column 12: found the pattern of "matches", expected a regular expression; ")" is missing
          {a: 1, a: 2}      | line 1, column 8: found "a", expected a key that is not in the context yet
          @"2024-13-01"     | line 1, column 2: found a string, expected a date, a time, a date and time or a duration; such as @"2024-12-31" or @"PT8H"
          [1,]              | line 1, column 3: found ",", expected the end of the list; leave out the comma after the last one
          {a: 1,}           | line 1, column 6: found ",", expected the end of the list; leave out the comma after the last one
          max(1,)           | line 1, column 6: found ",", expected the end of the list; leave out the comma after the last one
          round up(n: 1,)   | line 1, column 14: found ",", expected the end of the list; leave out the comma after the last one
          a in (1,)         | line 1, column 8: found ",", expected the end of the list; leave out the comma after the last one
          (function(x,) x)  | line 1, column 12: found ",", expected the end of the list; leave out the comma after the last one
          f instance of function<number,> -> number | line 1, column 30: found ",", expected the end of the list; leave out the comma after the last one
          c instance of context<a: number,>         | line 1, column 32: found ",", expected the end of the list; leave out the comma after the last one
          [,]               | line 1, column 2: found ",", expected a value or a name
          [1,,2]            | line 1, column 4: found ",", expected a value or a name
          max(,1)           | line 1, column 5: found ",", expected a value or a name
          for x in [1], return x | line 1, column 13: found ",", expected the end of the list; leave out the comma after the last one
          some x in [1], satisfies x | line 1, column 14: found ",", expected the end of the list; leave out the comma after the last one
          1E99999           | line 1, column 1: found "1E99999", expected a number between -1E6145 and 1E6145
          """)
  void tellsWhatIsWrong(String source, String message) {
    assertThatExceptionOfType(ExpressionException.class)
        .isThrownBy(() -> Feel.compile(source, FeelOptions.defaults(), ExpressionBudget.forUsers()))
        .withMessage(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1 instance of \"number\"",
        "1 instance of \"list\"<number>",
        "1 instance of list<\"number\">",
        "(function(a: \"number\") a)(1)"
      })
  void namesOfTypesAreNoStrings(String source) {
    assertThatExceptionOfType(ExpressionException.class)
        .isThrownBy(() -> Feel.compile(source, FeelOptions.defaults(), ExpressionBudget.forUsers()))
        .withMessageContaining("found a string, expected a type; write it without quotation marks");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1,", "1, 2,", "not(1,)", "< 1,"})
  void unaryTestsEndWithoutAComma(String source) {
    assertThatExceptionOfType(ExpressionException.class)
        .isThrownBy(
            () ->
                Feel.compileUnaryTests(source, FeelOptions.defaults(), ExpressionBudget.forUsers()))
        .withMessageContaining("leave out the comma after the last one");
  }

  @Test
  void tellsThePartsOfARefusal() {
    assertThatExceptionOfType(ExpressionException.class)
        .isThrownBy(
            () ->
                Feel.compile(
                    "a = 1\n  and b ==\n 2", FeelOptions.defaults(), ExpressionBudget.forUsers()))
        .satisfies(e -> assertThat(e.position()).isEqualTo(new SourcePosition(14, 2, 9)))
        .satisfies(e -> assertThat(e.found()).isEqualTo("\"==\""))
        .satisfies(e -> assertThat(e.expected()).isEqualTo("\"=\""))
        .satisfies(e -> assertThat(e.hint()).isEqualTo("write \"=\" once to compare"));
  }
}
