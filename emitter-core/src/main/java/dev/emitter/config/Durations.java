package dev.emitter.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads durations as people write them: {@code 500ms}, {@code 1.5s}, {@code 7d}, {@code PT5M}.
 * Thread-safe.
 */
public final class Durations {

  /** What a text must look like, as a regular expression for editors. */
  static final String PATTERN = "^(\\d{1,9}(\\.\\d{1,9})? ?(ms|s|m|h|d)|[pP].+)$";

  private static final Pattern SHORT = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?) ?(ms|s|m|h|d)");
  private static final Pattern WORDS =
      Pattern.compile(
          "(?i)(\\d{1,30}(?:\\.\\d{1,9})?)"
              + " *(ms|msecs?|millis(?:econds?)?|milliseconds?|s|secs?|seconds?"
              + "|m|mins?|minutes?|h|hrs?|hours?|d|days?)");
  private static final BigDecimal LONGEST = BigDecimal.valueOf(Long.MAX_VALUE);
  private static final Duration LONGEST_DAYS =
      Duration.ofDays(Duration.ofNanos(Long.MAX_VALUE).toDays());
  private static final Map<String, Duration> UNITS = new LinkedHashMap<>();

  static {
    UNITS.put("d", Duration.ofDays(1));
    UNITS.put("h", Duration.ofHours(1));
    UNITS.put("m", Duration.ofMinutes(1));
    UNITS.put("s", Duration.ofSeconds(1));
    UNITS.put("ms", Duration.ofMillis(1));
  }

  private Durations() {}

  /** Returns the duration, or null if the text is none, is negative or exceeds 292 years. */
  public static @Nullable Duration parse(String text) {
    Matcher matcher = SHORT.matcher(text);
    if (matcher.matches()) {
      BigDecimal nanos = nanos(matcher.group(1), matcher.group(2));
      return nanos.compareTo(LONGEST) > 0 ? null : Duration.ofNanos(nanos.longValue());
    }
    try {
      Duration iso = Duration.parse(text);
      return iso.isNegative() || iso.toSeconds() > Long.MAX_VALUE / 1_000_000_000L ? null : iso;
    } catch (DateTimeParseException | ArithmeticException e) {
      return null;
    }
  }

  /**
   * Returns what to write in place of a text that was refused: a duration that was written in
   * words, or the longest or shortest that is allowed. Null if it is not known.
   *
   * @param least the shortest that is allowed, or null if there is none
   * @param most the longest that is allowed, or null if there is none
   */
  static @Nullable String suggestion(
      String text, @Nullable Duration least, @Nullable Duration most) {
    Matcher words = WORDS.matcher(text);
    Duration parsed = parse(text);
    if (parsed == null && !words.matches()) {
      return null;
    }
    String unit = parsed == null ? unit(words.group(2)) : "";
    BigDecimal nanos = parsed == null ? nanos(words.group(1), unit) : nanos(parsed);
    Duration longest = most == null || most.compareTo(LONGEST_DAYS) > 0 ? LONGEST_DAYS : most;
    if (nanos.compareTo(nanos(longest)) > 0) {
      return "write \"" + format(longest) + "\", the longest that is allowed";
    }
    if (least != null && nanos.compareTo(nanos(least)) < 0) {
      return "write \"" + format(least) + "\", the shortest that is allowed";
    }
    if (parsed != null) {
      return null;
    }
    String same = words.group(1) + unit;
    Duration meant = Duration.ofNanos(nanos.longValue());
    return "write \"" + (parse(same) == null ? format(meant) : same) + "\"";
  }

  private static String unit(String word) {
    String unit = word.toLowerCase(Locale.ROOT);
    return unit.startsWith("ms") || unit.startsWith("milli") ? "ms" : unit.substring(0, 1);
  }

  private static BigDecimal nanos(String number, String unit) {
    long one = UNITS.getOrDefault(unit, Duration.ZERO).toNanos();
    return new BigDecimal(number).multiply(BigDecimal.valueOf(one));
  }

  private static BigDecimal nanos(Duration duration) {
    return BigDecimal.valueOf(duration.toNanos());
  }

  /** Returns the shortest text that {@code parse} reads as this duration. */
  public static String format(Duration duration) {
    for (Map.Entry<String, Duration> unit : UNITS.entrySet()) {
      long count = duration.dividedBy(unit.getValue());
      if (unit.getValue().multipliedBy(count).equals(duration) && (count > 0 || isLast(unit))) {
        return count + unit.getKey();
      }
    }
    return duration.toString();
  }

  private static boolean isLast(Map.Entry<String, Duration> unit) {
    return unit.getKey().equals("ms");
  }
}
