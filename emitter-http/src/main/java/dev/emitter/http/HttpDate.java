package dev.emitter.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A date as HTTP writes it, in the three forms that a recipient must understand (RFC 9110, section
 * 5.6.7). The name of the day says nothing new, so it is not compared with the date.
 */
final class HttpDate {

  private static final List<String> MONTHS =
      List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");
  private static final String TIME = "(?<time>\\d\\d:\\d\\d:\\d\\d)";
  private static final String MONTH = "(?<month>[A-Z][a-z]{2})";
  private static final List<Pattern> FORMS =
      List.of(
          Pattern.compile(
              "[A-Z][a-z]{2}, (?<day>\\d\\d) " + MONTH + " (?<year>\\d{4}) " + TIME + " GMT"),
          Pattern.compile(
              "[A-Z][a-z]{5,8}, (?<day>\\d\\d)-" + MONTH + "-(?<year>\\d\\d) " + TIME + " GMT"),
          Pattern.compile(
              "[A-Z][a-z]{2} " + MONTH + " (?<day>[ \\d]\\d) " + TIME + " (?<year>\\d{4})"));
  private static final int FUTURE_YEARS = 50;
  private static final int CENTURY = 100;

  private HttpDate() {}

  /**
   * Returns the instant that a text names, or null if it has none of the forms or is no date.
   *
   * @param now decides the century of a year with two digits
   */
  static @Nullable Instant parse(String text, Instant now) {
    for (Pattern form : FORMS) {
      Matcher found = form.matcher(text);
      if (found.matches()) {
        try {
          return instant(found, now);
        } catch (DateTimeException noSuchDate) {
          return null;
        }
      }
    }
    return null;
  }

  private static Instant instant(Matcher found, Instant now) {
    int year = Integer.parseInt(found.group("year"));
    int month = MONTHS.indexOf(found.group("month")) + 1;
    int day = Integer.parseInt(found.group("day").strip());
    String[] time = found.group("time").split(":", -1);
    int second = Math.min(59, Integer.parseInt(time[2])); // 60 is a leap second
    int hour = Integer.parseInt(time[0]);
    int minute = Integer.parseInt(time[1]);
    if (year >= CENTURY) {
      return LocalDateTime.of(year, month, day, hour, minute, second).toInstant(ZoneOffset.UTC);
    }
    int first = now.atOffset(ZoneOffset.UTC).getYear() - FUTURE_YEARS + 1;
    int full = first + Math.floorMod(year - first, CENTURY);
    LocalDateTime date = LocalDateTime.of(full, month, day, hour, minute, second);
    boolean tooFar =
        date.isAfter(LocalDateTime.ofInstant(now, ZoneOffset.UTC).plusYears(FUTURE_YEARS));
    return (tooFar ? date.minusYears(CENTURY) : date).toInstant(ZoneOffset.UTC);
  }
}
