package dev.emitter.expressions.feel;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoField;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The conversion functions and negation: tables 72 and 73. */
final class ConversionFunctions {

  private static final Set<String> GROUPING = Set.of(" ", ",", ".");
  private static final Set<String> DECIMAL = Set.of(",", ".");

  /** Reading digits takes time by the square of their number, up to one that is too long. */
  private static final int DIGITS_PER_STEP = 512;

  private static final int MOST_STEPS = 80_000;

  /** What reading or composing a date, a time or a duration costs, or finding that it is none. */
  private static final int STEPS_OF_CONVERSION = 16;

  private ConversionFunctions() {}

  static void register(Builtins.Registry r) {
    r.add("date", "from:any", Kind.DATE, guarded("date", ConversionFunctions::date));
    r.add(
        "date",
        "year:number, month:number, day:number",
        Kind.DATE,
        guarded("date", ConversionFunctions::dateOfParts));
    r.add(
        "date and time",
        "from:any",
        Kind.DATE_TIME,
        guarded("date and time", ConversionFunctions::dateTime));
    r.add(
        "date and time",
        "date:any, time:any",
        Kind.DATE_TIME,
        guarded("date and time", ConversionFunctions::dateTimeOf));
    r.add("time", "from:any", Kind.TIME, guarded("time", ConversionFunctions::time));
    r.add(
        "time",
        "hour:number, minute:number, second:number, offset?:days?",
        Kind.TIME,
        guarded("time", ConversionFunctions::timeOfParts));
    r.add("duration", "from:any", null, guarded("duration", ConversionFunctions::duration));
    r.add(
        "years and months duration",
        "from:any, to:any",
        Kind.MONTHS,
        guarded("years and months duration", ConversionFunctions::months));
    r.add(
        "number",
        "from:string, grouping separator?:string?, decimal separator?:string?",
        Kind.NUMBER,
        ConversionFunctions::number);
    r.add(
        "string",
        "from:any",
        Kind.STRING,
        (run, a) -> a[0] == null ? run.fail("string: \"from\" is null") : ValueText.of(run, a[0]));
    r.add("range", "from:string", Kind.RANGE, RangeText::range);
    r.add("not", "negand:any", Kind.BOOLEAN, ConversionFunctions::not);
  }

  private interface Conversion {
    @Nullable Object of(@Nullable Object[] arguments);
  }

  private static Signature.Body guarded(String name, Conversion conversion) {
    return (run, a) -> {
      run.charge(STEPS_OF_CONVERSION);
      try {
        Object value = conversion.of(a);
        return value == null ? run.fail(name + ": " + misfit(name, a)) : value;
      } catch (DateTimeException | ArithmeticException e) {
        return run.fail(name + ": there is no such value");
      }
    };
  }

  private static String misfit(String name, @Nullable Object[] a) {
    return a.length == 1 && Lists.single(a[0]) instanceof String
        ? "the string is not " + ConversionForm.of(name).expected()
        : "the arguments do not make one";
  }

  private static @Nullable Object date(@Nullable Object[] a) {
    return Lists.single(a[0]) instanceof String text
        ? TemporalText.date(text)
        : TemporalFunctions.date(a[0]);
  }

  private static Object dateOfParts(@Nullable Object[] a) {
    return LocalDate.of(Numbers.truncate(a[0]), Numbers.truncate(a[1]), Numbers.truncate(a[2]));
  }

  private static @Nullable Object dateTime(@Nullable Object[] a) {
    Object from = Lists.single(a[0]);
    if (from instanceof String text) {
      return TemporalText.dateTime(text);
    }
    return from instanceof LocalDate date
        ? date.atStartOfDay(ZoneOffset.UTC)
        : Kind.of(from) == Kind.DATE_TIME ? from : null;
  }

  private static @Nullable Object dateTimeOf(@Nullable Object[] a) {
    LocalDate date = TemporalFunctions.date(a[0]);
    Object time = Lists.single(a[1]);
    if (date == null) {
      return null;
    } else if (time instanceof LocalTime local) {
      return date.atTime(local);
    } else if (time instanceof OffsetTime offset) {
      return date.atTime(offset).toZonedDateTime();
    }
    return time instanceof ZonedTime zoned
        ? ZonedDateTime.of(date, zoned.time(), zoned.zone())
        : null;
  }

  private static @Nullable Object time(@Nullable Object[] a) {
    Object from = Lists.single(a[0]);
    if (from instanceof String text) {
      return TemporalText.time(text);
    } else if (from instanceof LocalDate) {
      return OffsetTime.of(LocalTime.MIDNIGHT, ZoneOffset.UTC);
    } else if (from instanceof LocalDateTime local) {
      return local.toLocalTime();
    } else if (from instanceof ZonedDateTime zoned) {
      return zoned.getZone() instanceof ZoneOffset offset
          ? OffsetTime.of(zoned.toLocalTime(), offset)
          : new ZonedTime(zoned.toLocalTime(), zoned.getZone());
    }
    return Kind.of(from) == Kind.TIME ? from : null;
  }

  private static Object timeOfParts(@Nullable Object[] a) {
    int second = Numbers.truncate(a[2]);
    ChronoField.SECOND_OF_MINUTE.checkValidValue(second);
    int nano =
        Numbers.decimal(a[2]).remainder(java.math.BigDecimal.ONE).movePointRight(9).intValue();
    LocalTime time = LocalTime.of(Numbers.truncate(a[0]), Numbers.truncate(a[1]), second, nano);
    if (!(a[3] instanceof Duration offset)) {
      return time;
    }
    return OffsetTime.of(time, ZoneOffset.ofTotalSeconds(Math.toIntExact(offset.toSeconds())));
  }

  private static @Nullable Object duration(@Nullable Object[] a) {
    Object from = Lists.single(a[0]);
    if (from instanceof String text) {
      return DurationText.parse(text);
    }
    return from instanceof Duration || from instanceof Period ? from : null;
  }

  private static @Nullable Object months(@Nullable Object[] a) {
    LocalDate from = TemporalFunctions.date(a[0]);
    LocalDate to = TemporalFunctions.date(a[1]);
    return from == null || to == null
        ? null
        : Durations.ofMonths(Period.between(from, to).toTotalMonths());
  }

  private static @Nullable Object number(Run run, @Nullable Object[] a) {
    String text = (String) a[0];
    if ((a[1] != null && !GROUPING.contains(a[1])) || (a[2] != null && !DECIMAL.contains(a[2]))) {
      return run.fail("number: separators must be \",\" or \".\", or a space between groups");
    }
    if (a[1] != null && a[1].equals(a[2])) {
      return run.fail("number: the separators must differ");
    }
    run.charge((int) Math.min((long) text.length() * text.length() / DIGITS_PER_STEP, MOST_STEPS));
    String digits = a[1] == null ? text : text.replace((String) a[1], "");
    Object number = Numbers.parse(a[2] == null ? digits : digits.replace((String) a[2], "."));
    return number == null
        ? run.fail("number: the string is not " + ConversionForm.of("number").expected())
        : number;
  }

  private static @Nullable Object not(Run run, @Nullable Object[] a) {
    if (Lists.single(a[0]) instanceof Boolean value) {
      return !value;
    }
    return a[0] == null
        ? run.fail("not: \"negand\" must be a boolean but is null")
        : run.mistake("not: " + Logic.misplaced(Kind.of(a[0])));
  }
}
