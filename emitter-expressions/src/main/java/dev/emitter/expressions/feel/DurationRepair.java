package dev.emitter.expressions.feel;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes durations in the form of FEEL that are written in usual other ones, such as "2 days". */
final class DurationRepair {

  private static final Pattern PART =
      Pattern.compile("\\G[ ,]*(?:and )?([0-9]{1,9}(?:[.][0-9]{1,9})?) ?([a-z]+)");
  private static final Pattern ISO_PART =
      Pattern.compile("([0-9]{1,9}(?:[.][0-9]{1,9})?)([YMWDHS])");
  private static final int SECONDS_A_DAY = 86_400;

  private final String text;
  private BigDecimal months = BigDecimal.ZERO;
  private BigDecimal seconds = BigDecimal.ZERO;
  private boolean understood = true;

  private DurationRepair(String text) {
    this.text = text;
  }

  /** Returns the duration in its form; null for what is not understood, or has no such form. */
  static @Nullable String duration(String text) {
    DurationRepair repair = new DurationRepair(text.strip());
    if (!repair.readIso() && !repair.readWords()) {
      return null;
    }
    return repair.understood ? repair.write() : null;
  }

  /** Reads what is nearly right: small letters, weeks, and fractions. */
  private boolean readIso() {
    String upper = text.toUpperCase(Locale.ROOT);
    if (!upper.matches("P[0-9.YMWDTHS]+")) {
      return false;
    }
    int clock = upper.indexOf('T');
    Matcher part = ISO_PART.matcher(upper);
    int end = 1;
    while (part.find()) {
      boolean inClock = clock >= 0 && part.start() > clock;
      String unit = part.group(2).equals("M") ? inClock ? "minutes" : "months" : part.group(2);
      add(part.group(1), unit.toLowerCase(Locale.ROOT));
      end = part.end();
    }
    return end == upper.length();
  }

  private boolean readWords() {
    String lower = text.toLowerCase(Locale.ROOT);
    Matcher part = PART.matcher(lower);
    int end = 0;
    while (part.find()) {
      add(part.group(1), part.group(2));
      end = part.end();
    }
    return end > 0 && end == lower.length();
  }

  private void add(String number, String unit) {
    BigDecimal count = new BigDecimal(number);
    switch (unit) {
      case "y", "yr", "yrs", "year", "years" -> addMonths(count, 12);
      case "mo", "mon", "month", "months" -> addMonths(count, 1);
      case "w", "wk", "wks", "week", "weeks" -> addSeconds(count, 7 * SECONDS_A_DAY);
      case "d", "day", "days" -> addSeconds(count, SECONDS_A_DAY);
      case "h", "hr", "hrs", "hour", "hours" -> addSeconds(count, 3_600);
      case "m", "min", "mins", "minute", "minutes" -> addSeconds(count, 60);
      case "s", "sec", "secs", "second", "seconds" -> addSeconds(count, 1);
      case "ms", "millis", "millisecond", "milliseconds" -> addSeconds(count.movePointLeft(3), 1);
      default -> understood = false;
    }
  }

  private void addMonths(BigDecimal count, int each) {
    months = months.add(count.multiply(BigDecimal.valueOf(each)));
  }

  private void addSeconds(BigDecimal count, int each) {
    seconds = seconds.add(count.multiply(BigDecimal.valueOf(each)));
  }

  /** Months and days together make no duration of FEEL. */
  private @Nullable String write() {
    boolean wholeMonths = months.stripTrailingZeros().scale() <= 0;
    if (!wholeMonths || (months.signum() != 0 && seconds.signum() != 0)) {
      return null;
    }
    if (months.signum() != 0) {
      long total = months.longValue();
      return "P" + part(total / 12, "Y") + part(total % 12, "M");
    }
    long whole = seconds.longValue();
    BigDecimal rest = seconds.remainder(BigDecimal.valueOf(60)).stripTrailingZeros();
    String clock =
        part(whole % SECONDS_A_DAY / 3_600, "H")
            + part(whole % 3_600 / 60, "M")
            + (rest.signum() == 0 ? "" : rest.toPlainString() + "S");
    String days = part(whole / SECONDS_A_DAY, "D");
    return days.isEmpty() && clock.isEmpty()
        ? "PT0S"
        : "P" + days + (clock.isEmpty() ? "" : "T" + clock);
  }

  private static String part(long count, String unit) {
    return count == 0 ? "" : count + unit;
  }
}
