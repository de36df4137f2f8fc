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
          "(?i)(\\d{1,9}(?:\\.\\d{1,9})?)"
              + " *(ms|msecs?|millis(?:econds?)?|milliseconds?|s|secs?|seconds?"
              + "|m|mins?|minutes?|h|hrs?|hours?|d|days?)");
  private static final BigDecimal LONGEST = BigDecimal.valueOf(Long.MAX_VALUE);
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
      Duration unit = UNITS.getOrDefault(matcher.group(2), Duration.ZERO);
      BigDecimal nanos =
          new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unit.toNanos()));
      return nanos.compareTo(LONGEST) > 0 ? null : Duration.ofNanos(nanos.longValue());
    }
    try {
      Duration iso = Duration.parse(text);
      return iso.isNegative() || iso.toSeconds() > Long.MAX_VALUE / 1_000_000_000L ? null : iso;
    } catch (DateTimeParseException | ArithmeticException e) {
      return null;
    }
  }

  /** Returns how a duration that was written in words is written, or null. */
  static @Nullable String suggestion(String text) {
    Matcher words = WORDS.matcher(text);
    if (!words.matches() || parse(text) != null) {
      return null;
    }
    String unit = words.group(2).toLowerCase(Locale.ROOT);
    boolean millis = unit.startsWith("ms") || unit.startsWith("milli");
    return "write \"" + words.group(1) + (millis ? "ms" : unit.substring(0, 1)) + "\"";
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
