package dev.emitter.expressions.feel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.emitter.expressions.ExpressionBudget;
import dev.emitter.expressions.ExpressionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A constant that can never work is refused with what to write instead. */
@Tag("D6")
class FeelConstantTest {

  private static final Pattern APART = Pattern.compile(" for (strings|lists)(, |$)");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          a = date("01.05.2024")      | line 1, column 10: found "01.05.2024", expected a date such as "2024-12-31"; write date("2024-05-01")
          date("2024-5-1")            | write date("2024-05-01")
          date("2024/05/01")          | write date("2024-05-01")
          date("20240501")            | write date("2024-05-01")
          date("31/12/2024")          | write date("2024-12-31")
          date("12/31/2024")          | write date("2024-12-31")
          date(" 2024-05-01")         | write date("2024-05-01")
          date("01/05/2024")          | year, month and day in this order, and a day that there is
          date("2024-02-30")          | year, month and day in this order, and a day that there is
          date("2024-05-01T10:00:00") | write date(date and time("2024-05-01T10:00:00"))
          date(from: "01.05.2024")    | write date("2024-05-01")
          date("01.05." + "2024")     | write date("2024-05-01")
          date("")                    | expected a date such as "2024-12-31"
          date(2024)                  | found a number, expected a date such as "2024-12-31"
          date(null)                  | found null, expected a date
          date(2024, 2, 30)           | found arguments that make none, expected a date
          date(year: 2024, month: 13, day: 1) | found arguments that make none, expected a date
          time("09:00")               | line 1, column 6: found "09:00", expected a time such as "09:30:00"; write time("09:00:00")
          time("9:00")                | write time("09:00:00")
          time("9:30 pm")             | write time("21:30:00")
          time("12:00 AM")            | write time("00:00:00")
          time("09:00+02:00")         | write time("09:00:00+02:00")
          time("09:00:00 UTC")        | write time("09:00:00Z")
          time("25:00:00")            | hours from 00 to 23 with two digits, minutes and seconds
          time("2024-05-01T10:00:00") | write time(date and time("2024-05-01T10:00:00"))
          time(25, 0, 0)              | found arguments that make none
          date and time("2024-05-01 10:00:00")   | write date and time("2024-05-01T10:00:00")
          date and time("2024-05-01T10:00")      | write date and time("2024-05-01T10:00:00")
          date and time("2024-05-01T10:00Z")     | write date and time("2024-05-01T10:00:00Z")
          date and time("2024-05-01T10:00+0200") | write date and time("2024-05-01T10:00:00+02:00")
          date and time("1.5.2024 9:30")         | write date and time("2024-05-01T09:30:00")
          date and time("01.05.2024")            | write date and time("2024-05-01")
          date and time("tomorrow")              | "T" between date and time, and seconds
          duration("1 day")           | line 1, column 10: found "1 day", expected a duration such as "P1D", "PT8H" or "P1Y6M"; write duration("P1D")
          duration("2 hours")         | write duration("PT2H")
          duration("1h 30m")          | write duration("PT1H30M")
          duration("90 minutes")      | write duration("PT1H30M")
          duration("500ms")           | write duration("PT0.5S")
          duration("1 week")          | write duration("P7D")
          duration("P1W")             | write duration("P7D")
          duration("p1d")             | write duration("P1D")
          duration("1D")              | write duration("P1D")
          duration("PT1.5H")          | write duration("PT1H30M")
          duration("P1.5D")           | write duration("P1DT12H")
          duration("18 months")       | write duration("P1Y6M")
          duration("P1Y2M3D")         | or years and months alone
          duration("one day")         | "P", then days, then "T" and hours
          number("abc")               | line 1, column 8: found "abc", expected a number such as "1000.5"; digits alone
          number("1,000.50")          | write number("1,000.50", ",", ".")
          number("1.000,50")          | write number("1.000,50", ".", ",")
          number("1 000")             | write number("1 000", " ", ".")
          number("12,5")              | write number("12,5", ".", ",")
          number("1,000")             | digits alone, without units
          number("1_000")             | write number("1000")
          number(" 12")               | write number("12")
          number("12 EUR")            | digits alone, without units
          number("5", "x", ".")       | expected a number such as "1000.5"
          range("[3..1]")             | expected a range of literals, in order, such as "[1..10]"
          range("1..3")               | expected a range of literals, in order, such as "[1..10]"
          years and months duration(1, 2) | expected two dates
          @"09:00"                    | write @"09:00:00"
          @"01.05.2024"               | write @"2024-05-01"
          @"1 day"                    | write @"P1D"
          """)
  void refusesAConversionThatCannotSucceed(String source, String message) {
    assertThat(refusal(source).getMessage()).contains(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          split(p, "|")                   ~ line 1, column 10: found the pattern of "split", expected one that does not match the empty string; write "\\\\|" for the character "|"
          split(delimiter: "|", string: p) ~ line 1, column 18: found the pattern of "split"
          split(p, "||")                  ~ write "\\\\|\\\\|" for the characters "||"
          split(p, "$")                   ~ write "\\\\$" for the character "$"
          split(p, "")                    ~ an empty pattern matches everywhere
          split(p, " *")                  ~ write "+" instead of "*"
          split(p, "a|")                  ~ expected one that does not match the empty string
          split(p, "*")                   ~ write "\\\\*" for the character "*"
          split(p, "(")                   ~ write "\\\\(" for the character "("
          replace(p, "x*", "-")           ~ line 1, column 12: found the pattern of "replace", expected one that does not match the empty string
          replace(p, "|", "-")            ~ write "\\\\|" for the character "|"
          replace(p, "^", "-")            ~ write "\\\\^" for the character "^"
          replace(p, "a", "$")            ~ line 1, column 17: found the replacement of "replace", expected text and groups; in the replacement write
          replace(p, "a", q, "z")         ~ line 1, column 20: found the flags of "replace", expected flags of regular expressions; flags are
          matches(p, "[a-")               ~ found the pattern of "matches", expected a regular expression
          matches(p, "a{2,1}")            ~ found the pattern of "matches", expected a regular expression
          matches(p, "(?=a)")             ~ found the pattern of "matches", expected a regular expression
          matches(pattern: "(b", input: p) ~ line 1, column 18: found the pattern of "matches"
          matches(p, "a", "U")            ~ line 1, column 17: found the flags of "matches"
          """)
  void refusesAPatternThatCannotWork(String source, String message) {
    assertThat(refusal(source).getMessage()).contains(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "date(p)",
        "date(\"2024-05-01\")",
        "date and time(\"2024-05-01\")",
        "time(\"09:00:00@Europe/Paris\")",
        "duration(\"-P1Y\")",
        "number(\"1.000,5\", \".\", \",\")",
        "number(p, \".\", \".\" + p)",
        "date(2024, p, 99)",
        "split(p, \"\\\\|\")",
        "split(p, q)",
        "split(p, \", *\")",
        "matches(p, \"\")",
        "matches(p, \"(b\", \"q\")",
        "matches(p, \"(b\", q)",
        "replace(p, \"|\", \"-\", \"q\")",
        "replace(p, \"(a)\", \"$1\")",
        "replace(p, \"a\", \"$\", \"q\")",
        "function(date) date(\"x\")",
        "(function(split) split(\"a\", \"|\"))(1)"
      })
  void keepsWhatMaySucceed(String source) {
    assertThatCode(() -> compile(source)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          is defined(a)                    | line 1, column 1: found the unknown function "is defined", expected a built-in function; write x != null
          trim(name) = "a"                 | write replace(text, "^\\\\s+|\\\\s+$", "")
          lower(name)                      | write lower case(text)
          toLowerCase(name)                | write lower case(text)
          to_upper(name)                   | write upper case(text)
          len(name)                        | write string length(text) for strings, count(list) for lists
          average(l)                       | write mean(list)
          coalesce(a, b)                   | write if x != null then x else y
          string join(l, ",", "(", ")")    | found 4 arguments of "string join", expected (list, delimiter); write "(" + string join(list, ", ") + ")" for text around it
          string join(l, ",", "(")         | write "(" + string join(list, ", ") + ")"
          sort(l)                          | write sort(list, function(a, b) a < b)
          lenght(name)                     | expected a built-in function
          startsWith(a, b)                 | did you mean "starts with"?
          """)
  void knowsFunctionsOfOtherLanguages(String source, String message) {
    assertThat(refusal(source).getMessage()).contains(message);
  }

  @Test
  void everyMendForAFunctionIsFeel() {
    for (String mend : ForeignFunctions.mends()) {
      for (String part : APART.split(mend, 0)) {
        assertThatCode(() -> compile(part)).as(part).doesNotThrowAnyException();
      }
    }
  }

  /** Whatever a refusal tells to write is accepted, and has a value. */
  @Test
  void everyMendOfAConstantWorks() {
    Random random = new Random(20_261_129L);
    Pattern write = Pattern.compile("; write (.*)$");
    List<String> mended = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      String function =
          List.of("date", "time", "date and time", "duration", "number").get(random.nextInt(5));
      String source = function + "(\"" + text(random) + "\")";
      Matcher mend = write.matcher(message(source));
      if (mend.find()) {
        assertThat(FeelCheck.value(mend.group(1))).as(source + " " + mend.group()).isNotNull();
        mended.add(source);
      }
    }
    assertThat(mended).hasSizeGreaterThan(100);
  }

  private static String text(Random random) {
    List<String> pieces =
        List.of(
            "2024", "05", "1", "31", "12", "-", ".", "/", "T", " ", ":", "30", "Z", "P", "PT", "D",
            "H", "M", "Y", "day", " hours", "min", "1,000", ",5", "pm", "+02", "1.5", "W");
    StringBuilder text = new StringBuilder();
    for (int i = 1 + random.nextInt(6); i > 0; i--) {
      text.append(pieces.get(random.nextInt(pieces.size())));
    }
    return text.toString();
  }

  @Test
  void showsLittleOfAConstant() {
    assertThat(refusal("date(\"" + "x\n".repeat(500) + "\u202e\")").getMessage())
        .hasSizeLessThan(250)
        .doesNotContain("\n", "\u202e");
  }

  private static String message(String source) {
    try {
      compile(source);
      return "";
    } catch (ExpressionException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static ExpressionException refusal(String source) {
    List<ExpressionException> refusals = new ArrayList<>();
    assertThatExceptionOfType(ExpressionException.class)
        .isThrownBy(() -> compile(source))
        .satisfies(refusals::add);
    return refusals.get(0);
  }

  private static FeelExpression compile(String source) {
    return Feel.compile(source, FeelOptions.defaults(), ExpressionBudget.forUsers());
  }
}
