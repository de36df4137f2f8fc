package dev.emitter.event;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads and writes times as RFC 3339 has them, which is the CloudEvents type Timestamp. */
final class Timestamps {

  private static final Pattern RFC_3339 =
      Pattern.compile(
          "([0-9]{4})-([0-9]{2})-([0-9]{2})[Tt]([0-9]{2}):([0-9]{2}):([0-9]{2})"
              + "(?:\\.([0-9]{1,40}))?(?:[Zz]|([+-])([0-9]{2}):([0-9]{2}))");

  private Timestamps() {}

  /** Returns why RFC 3339 cannot express the time, or null when it can. */
  static @Nullable String fault(OffsetDateTime time) {
    if (time.getOffset().getTotalSeconds() % 60 != 0) {
      return "the offset has seconds, which RFC 3339 cannot express; use an offset of whole"
          + " minutes";
    }
    if (time.getYear() < 0 || time.getYear() > 9999) {
      return "the year is outside 0000 to 9999, which RFC 3339 cannot express";
    }
    return null;
  }

  /** Writes a time without a fault, as ISO_OFFSET_DATE_TIME does but in less time. */
  static String format(OffsetDateTime time) {
    StringBuilder text = upToSeconds(time);
    if (time.getNano() > 0) {
      fraction(text, time.getNano());
    }
    return text.append(time.getOffset().getId()).toString();
  }

  /**
   * Returns the ways to write a time without a fault in its offset, that of {@link #format} first.
   */
  static List<String> spellings(OffsetDateTime time) {
    StringBuilder shortest = upToSeconds(time);
    int seconds = shortest.length();
    if (time.getNano() > 0) {
      fraction(shortest, time.getNano());
    }
    List<String> offsets =
        time.getOffset().equals(ZoneOffset.UTC)
            ? List.of("Z", "+00:00")
            : List.of(time.getOffset().getId());
    List<String> spellings = new ArrayList<>();
    while (shortest.length() <= seconds + 10) { // the point and nine digits
      offsets.forEach(offset -> spellings.add(shortest + offset));
      shortest.append(shortest.length() == seconds ? ".0" : "0");
    }
    return spellings;
  }

  private static StringBuilder upToSeconds(OffsetDateTime time) {
    StringBuilder text = new StringBuilder(35);
    digits(text, time.getYear(), 4).append('-');
    digits(text, time.getMonthValue(), 2).append('-');
    digits(text, time.getDayOfMonth(), 2).append('T');
    digits(text, time.getHour(), 2).append(':');
    digits(text, time.getMinute(), 2).append(':');
    return digits(text, time.getSecond(), 2);
  }

  private static void fraction(StringBuilder text, int nanos) {
    digits(text.append('.'), nanos, 9);
    while (text.charAt(text.length() - 1) == '0') {
      text.setLength(text.length() - 1);
    }
  }

  private static StringBuilder digits(StringBuilder text, int number, int length) {
    String digits = Integer.toString(number);
    for (int i = digits.length(); i < length; i++) {
      text.append('0');
    }
    return text.append(digits);
  }

  /**
   * Reads a time.
   *
   * @throws DateTimeException with the reason if it is none
   */
  static OffsetDateTime parse(String text) {
    Matcher parts = RFC_3339.matcher(text);
    if (!parts.matches()) {
      throw new DateTimeException("is not an RFC 3339 time such as 2024-05-01T12:00:00Z");
    }
    if (number(parts, 6) == 60) {
      throw new DateTimeException("is a leap second, which Java cannot keep; send second 59");
    }
    return OffsetDateTime.of(
        number(parts, 1),
        number(parts, 2),
        number(parts, 3),
        number(parts, 4),
        number(parts, 5),
        number(parts, 6),
        nanos(parts.group(7)),
        offset(parts));
  }

  private static int nanos(@Nullable String fraction) {
    if (fraction == null) {
      return 0;
    }
    if (fraction.length() > 9 && !fraction.substring(9).matches("0+")) {
      throw new DateTimeException("is finer than nanoseconds; send at most 9 fractional digits");
    }
    return Integer.parseInt((fraction + "000000000").substring(0, 9));
  }

  private static ZoneOffset offset(Matcher parts) {
    if (parts.group(8) == null) {
      return ZoneOffset.UTC;
    }
    int hours = number(parts, 9);
    int minutes = number(parts, 10);
    if (hours > 18 || minutes > 59 || (hours == 18 && minutes > 0)) {
      throw new DateTimeException("has an offset outside -18:00 to +18:00");
    }
    int sign = "-".equals(parts.group(8)) ? -1 : 1;
    return ZoneOffset.ofHoursMinutes(sign * hours, sign * minutes);
  }

  private static int number(Matcher parts, int group) {
    return Integer.parseInt(parts.group(group));
  }
}
