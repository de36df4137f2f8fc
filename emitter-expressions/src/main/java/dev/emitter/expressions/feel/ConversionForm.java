package dev.emitter.expressions.feel;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The form that a conversion function wants of a string, and what to write instead of a string that
 * has another.
 *
 * @param name the function
 * @param expected the form, with an example
 * @param rule what a string that is refused most likely lacks
 * @param repairs give strings in the right form, if they can make them of a wrong one
 * @param reads tells whether a string has the form
 */
record ConversionForm(
    String name,
    String expected,
    String rule,
    List<Function<String, @Nullable String>> repairs,
    Function<String, @Nullable Object> reads) {

  private static final int LONGEST = 60;

  private static final Map<String, ConversionForm> FORMS =
      Map.of(
          "date",
          new ConversionForm(
              "date",
              "a date such as \"2024-12-31\"",
              "year, month and day in this order, and a day that there is",
              List.of(TemporalRepair::date),
              TemporalText::date),
          "time",
          new ConversionForm(
              "time",
              "a time such as \"09:30:00\"",
              "hours from 00 to 23 with two digits, minutes and seconds",
              List.of(TemporalRepair::time),
              TemporalText::time),
          "date and time",
          new ConversionForm(
              "date and time",
              "a date and time such as \"2024-12-31T09:30:00Z\"",
              "\"T\" between date and time, and seconds",
              List.of(TemporalRepair::dateTime),
              TemporalText::dateTime),
          "duration",
          new ConversionForm(
              "duration",
              "a duration such as \"P1D\", \"PT8H\" or \"P1Y6M\"",
              "\"P\", then days, then \"T\" and hours, minutes or seconds; or years and months alone",
              List.of(DurationRepair::duration),
              DurationText::parse),
          "number",
          new ConversionForm(
              "number",
              "a number such as \"1000.5\"",
              "digits alone, without units; name separators such as in number(\"1.000,5\", \".\","
                  + " \",\")",
              List.of(String::strip, text -> text.replace("_", "")),
              Numbers::parse),
          "range",
          new ConversionForm(
              "range",
              "a range of literals, in order, such as \"[1..10]\"",
              "",
              List.of(),
              text -> null),
          "years and months duration",
          new ConversionForm(
              "years and months duration",
              "two dates, such as date(\"2024-01-31\")",
              "",
              List.of(),
              text -> null));

  /** Returns the form that a function wants, which must be a conversion function. */
  static ConversionForm of(String function) {
    return Objects.requireNonNull(FORMS.get(function), function);
  }

  /** Returns what to write instead of a string that has not this form. */
  String hint(String text) {
    String separated = name.equals("number") ? separated(text) : null;
    if (separated != null) {
      return "write " + separated;
    }
    String repaired = repaired(text);
    if (repaired != null) {
      return "write " + name + "(" + quoted(repaired) + ")";
    }
    boolean moment = text.indexOf('T') > 0 && TemporalText.dateTime(text) != null;
    return moment && !name.equals("number") && !name.equals("range")
        ? "write " + name + "(date and time(" + quoted(text) + "))"
        : rule;
  }

  /** Returns the text in this form, or null if nobody can tell what it means. */
  @Nullable String repaired(String text) {
    if (text.length() > LONGEST) {
      return null;
    }
    for (Function<String, @Nullable String> repair : repairs) {
      String repaired = repair.apply(text);
      if (repaired != null && !repaired.equals(text) && reads.apply(repaired) != null) {
        return repaired;
      }
    }
    return null;
  }

  /** Returns the call that reads a number with separators; null if they are none, or unclear. */
  private static @Nullable String separated(String text) {
    for (Separators separators : Separators.values()) {
      if (text.length() <= LONGEST && separators.numbers.matcher(text).matches()) {
        return "number("
            + quoted(text)
            + ", "
            + quoted(separators.grouping)
            + ", "
            + quoted(separators.decimal)
            + ")";
      }
    }
    return null;
  }

  /** How numbers with separators look, where only one meaning is possible. */
  private enum Separators {
    COMMA_POINT(",", ".", "([0-9]{1,3}(,[0-9]{3})+[.][0-9]+)|([0-9]{1,3}(,[0-9]{3}){2,})"),
    POINT_COMMA(".", ",", "([0-9]{1,3}([.][0-9]{3})+,[0-9]+)|([0-9]{1,3}([.][0-9]{3}){2,})"),
    SPACE_COMMA(" ", ",", "[0-9]{1,3}( [0-9]{3})+,[0-9]+"),
    SPACE_POINT(" ", ".", "[0-9]{1,3}( [0-9]{3})+([.][0-9]+)?"),
    COMMA(".", ",", "[0-9]+,([0-9]{1,2}|[0-9]{4,})");

    final String grouping;
    final String decimal;
    final Pattern numbers;

    Separators(String grouping, String decimal, String numbers) {
      this.grouping = grouping;
      this.decimal = decimal;
      this.numbers = Pattern.compile("-?(" + numbers + ")");
    }
  }

  /** Returns how a message shows a constant: in quotes, on one line and not too long. */
  static String shown(String text) {
    String head = text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
    StringBuilder shown = new StringBuilder("\"");
    head.codePoints()
        .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c)
        .forEach(shown::appendCodePoint);
    return shown.append('"').toString();
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
