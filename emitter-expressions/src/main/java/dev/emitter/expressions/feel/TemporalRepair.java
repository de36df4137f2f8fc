package dev.emitter.expressions.feel;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes dates and times in the forms of FEEL that are written in usual other ones. Every method
 * returns null for what is ambiguous, and a text that may still be no date for what is not.
 */
final class TemporalRepair {

  private static final Pattern YEAR_FIRST =
      Pattern.compile("([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})");
  private static final Pattern YEAR_LAST =
      Pattern.compile("([0-9]{1,2})([-/.])([0-9]{1,2})\\2([0-9]{4})");
  private static final Pattern DIGITS = Pattern.compile("([0-9]{4})([0-9]{2})([0-9]{2})");
  private static final Pattern CLOCK =
      Pattern.compile(
          "([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})([.][0-9]{1,9})?)?(?: ?([ap])[.]?m[.]?)?"
              + "(?: ?(z|utc|gmt|[-+][0-9]{2}(?::?[0-9]{2})?|@.+))?",
          Pattern.CASE_INSENSITIVE);

  private TemporalRepair() {}

  static @Nullable String date(String text) {
    String bare = text.strip();
    Matcher first = YEAR_FIRST.matcher(bare);
    if (first.matches()) {
      return date(first.group(1), first.group(2), first.group(3));
    }
    Matcher digits = DIGITS.matcher(bare);
    if (digits.matches()) {
      return date(digits.group(1), digits.group(2), digits.group(3));
    }
    Matcher last = YEAR_LAST.matcher(bare);
    return last.matches() ? yearLast(last) : null;
  }

  /** Between dots the day stands first; otherwise only a number that is no month tells. */
  private static @Nullable String yearLast(Matcher date) {
    int one = Integer.parseInt(date.group(1));
    int two = Integer.parseInt(date.group(3));
    if (date.group(2).equals(".") || one > 12 || one == two) {
      return date(date.group(4), date.group(3), date.group(1));
    }
    return two > 12 ? date(date.group(4), date.group(1), date.group(3)) : null;
  }

  private static String date(String year, String month, String day) {
    return year + "-" + twoDigits(month) + "-" + twoDigits(day);
  }

  private static String twoDigits(String number) {
    return number.length() < 2 ? "0" + number : number;
  }

  static @Nullable String time(String text) {
    Matcher clock = CLOCK.matcher(text.strip());
    if (!clock.matches()) {
      return null;
    }
    int hour = Integer.parseInt(clock.group(1));
    String half = clock.group(5);
    if (half != null) {
      if (hour < 1 || hour > 12) {
        return null;
      }
      hour = hour % 12 + (half.equalsIgnoreCase("p") ? 12 : 0);
    }
    return twoDigits(Integer.toString(hour))
        + ":"
        + clock.group(2)
        + ":"
        + or(clock.group(3), "00")
        + or(clock.group(4), "")
        + zone(or(clock.group(6), ""));
  }

  private static String zone(String zone) {
    String upper = zone.toUpperCase(Locale.ROOT);
    if (upper.equals("UTC") || upper.equals("GMT") || upper.equals("Z")) {
      return "Z";
    }
    boolean offset = zone.startsWith("+") || zone.startsWith("-");
    return switch (offset ? zone.length() : 0) {
      case 3 -> zone + ":00";
      case 5 -> zone.substring(0, 3) + ":" + zone.substring(3);
      default -> zone;
    };
  }

  private static String or(@Nullable String text, String otherwise) {
    return text == null ? otherwise : text;
  }

  static @Nullable String dateTime(String text) {
    String bare = text.strip();
    for (int at = 8; at < bare.length() && at <= 10; at++) {
      char between = Character.toUpperCase(bare.charAt(at));
      String date = between == 'T' || between == ' ' ? date(bare.substring(0, at)) : null;
      String time = date == null ? null : time(bare.substring(at + 1));
      if (time != null) {
        return date + "T" + time;
      }
    }
    return date(text);
  }
}
