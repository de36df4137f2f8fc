package dev.emitter.expressions.feel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.emitter.expressions.ExpressionBudget;
import dev.emitter.expressions.ExpressionException;
import dev.emitter.expressions.SourcePosition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
          1E99999           | line 1, column 1: found "1E99999", expected a number between -1E6145 and 1E6145
          """)
  void tellsWhatIsWrong(String source, String message) {
    assertThatExceptionOfType(ExpressionException.class)
        .isThrownBy(() -> Feel.compile(source, FeelOptions.defaults(), ExpressionBudget.forUsers()))
        .withMessage(message);
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
