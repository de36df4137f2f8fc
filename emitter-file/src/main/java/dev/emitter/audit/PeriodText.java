package dev.emitter.audit;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the bounds of a period as people write them. */
final class PeriodText {

  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final String LOCAL = "\\d{4}-\\d{2}-\\d{2}[Tt]\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?";
  private static final Pattern WITHOUT_OFFSET = Pattern.compile(LOCAL);
  private static final Pattern TIME = Pattern.compile(LOCAL + "([Zz]|[+-]\\d{2}:\\d{2})");

  private PeriodText() {}

  /**
   * Returns the time: of RFC 3339 with its offset, or the beginning of a day.
   *
   * @throws IllegalArgumentException if the text is neither
   */
  static Instant parse(String name, String text, ZoneId zone) {
    try {
      if (DATE.matcher(text).matches()) {
        return LocalDate.parse(text).atStartOfDay(zone).toInstant();
      }
      if (TIME.matcher(text).matches()) {
        return OffsetDateTime.parse(text.toUpperCase(Locale.ROOT)).toInstant();
      }
    } catch (DateTimeException noSuchDay) {
      throw fault(name, text, noSuchDay);
    }
    throw fault(name, text, null);
  }

  private static IllegalArgumentException fault(
      String name, String text, @Nullable DateTimeException cause) {
    String hint =
        WITHOUT_OFFSET.matcher(text).matches()
            ? "has no offset; end it with Z, or one such as +01:00"
            : "is no time; give one such as 2026-11-01T00:00:00Z, or a day such as 2026-11-01";
    return new IllegalArgumentException(name + " = \"" + text + "\" " + hint, cause);
  }
}
