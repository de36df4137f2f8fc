package dev.emitter.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each type of column takes, at its edges. */
@Tag("C5")
final class ColumnTypeTest {

  private static @Nullable String fit(ColumnType type, Object value) {
    Object fitting = type.fit(value);
    return fitting instanceof BigDecimal decimal
        ? decimal.toPlainString()
        : fitting == null ? null : fitting.toString();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "Int64, 9223372036854775806, 9223372036854775806",
        "Int64, -9223372036854775807, -9223372036854775807",
        "Int64, 9223372036854775807, none",
        "Int64, -9223372036854775808, none",
        "Int64, 1e1000000000, none",
        "Int64, 1e-1000000000, none",
        "Int64, 0e5, 0",
        "Int64, 5.0, 5",
        "Int64, 1.2e3, 1200",
        "Int64, 5.1, none",
        "Double, 1e308, 1.0E308",
        "Double, -1.5, -1.5",
        "Double, 1e309, none",
        "Double, 1.7976931348623157e308, none",
        "Double, -1.7976931348623157e308, none",
        "Decimal, 0.00005, 0",
        "Decimal, 0.00015, 0.0002",
        "Decimal, 0.00025, 0.0002",
        "Decimal, -2.00005, -2",
        "Decimal, 1e-1000000000, 0",
        "Decimal, 1e1000000000, none",
        "Decimal, 123456789012345678901234.5678, 123456789012345678901234.5678",
        "Decimal, 1234567890123456789012345678, 1234567890123456789012345678",
        "Decimal, 1e27, 1000000000000000000000000000",
        "Decimal, 12345678901234567890123456789, none",
        "Decimal, 1e28, none",
        "Decimal, 1234567890123456789012345.5678, none",
        "Decimal, 9999999999999999999999999999.99999, none",
        "String, 1.50, 1.50",
        "String, 1e3, 1000",
        "String, 1e1000000000, 1E+1000000000",
        "Boolean, 1, none",
        "DateTime, 1, none"
      })
  void takesNumbers(String type, BigDecimal number, @Nullable String stored) {
    ColumnType known = Objects.requireNonNull(ColumnType.of(type));
    assertThat(fit(known, number)).isEqualTo(stored);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "2026-03-01T10:11:12.3456+02:00, 2026-03-01T08:11:12.345Z",
        "2026-03-01T10:11:12Z, 2026-03-01T10:11:12.000Z",
        "2026-03-01T10:11:12, 2026-03-01T10:11:12.000Z",
        "2026-07-01T10:11:12@Europe/Brussels, 2026-07-01T08:11:12.000Z",
        "2026-07-01T10:11:12+02:00[Europe/Brussels], 2026-07-01T08:11:12.000Z",
        "2026-03-01, 2026-03-01T00:00:00.000Z",
        "0001-01-01T00:00:00+01:00, none",
        "9999-12-31T23:59:59-01:00, none",
        "2026-02-30, none",
        "2026-07-01T10:11:12@Nowhere/Atall, none",
        "10:11:12, none",
        "soon, none",
        "'', none"
      })
  void takesTextThatIsADateAndTime(String text, @Nullable String stored) {
    assertThat(fit(ColumnType.DATE_TIME, text)).isEqualTo(stored);
  }

  @Test
  void takesDatesAndTimesOfFeel() {
    assertThat(fit(ColumnType.DATE_TIME, ZonedDateTime.parse("2026-01-01T00:30:00+01:00")))
        .isEqualTo("2025-12-31T23:30:00.000Z");
    assertThat(fit(ColumnType.DATE_TIME, LocalDateTime.parse("2026-01-01T00:30:00")))
        .isEqualTo("2026-01-01T00:30:00.000Z");
    assertThat(fit(ColumnType.DATE_TIME, LocalDate.parse("2026-01-01")))
        .isEqualTo("2026-01-01T00:00:00.000Z");
    assertThat(fit(ColumnType.DATE_TIME, LocalTime.NOON)).isNull();
    assertThat(fit(ColumnType.DATE_TIME, true)).isNull();
  }

  @Test
  void makesTextOfWhateverIsNoText() {
    Map<String, @Nullable Object> context = new LinkedHashMap<>();
    context.put("a \"b\"", Arrays.asList(new BigDecimal("1.50"), null, true, "é"));
    context.put("day", LocalDate.parse("2026-01-01"));

    assertThat(fit(ColumnType.STRING, "as it is")).isEqualTo("as it is");
    assertThat(fit(ColumnType.STRING, true)).isEqualTo("true");
    assertThat(fit(ColumnType.STRING, LocalDate.parse("2026-01-01"))).isEqualTo("2026-01-01");
    assertThat(
            fit(ColumnType.STRING, ZonedDateTime.parse("2026-07-01T10:00:00+02:00[Europe/Oslo]")))
        .isEqualTo("2026-07-01T10:00:00+02:00");
    assertThat(fit(ColumnType.STRING, Duration.ofMinutes(90))).isEqualTo("PT1H30M");
    assertThat(fit(ColumnType.STRING, List.of())).isEqualTo("[]");
    assertThat(fit(ColumnType.STRING, context))
        .isEqualTo("{\"a \\\"b\\\"\":[1.50,null,true,\"é\"],\"day\":\"2026-01-01\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Int64", "Double", "Decimal", "Boolean"})
  void takesNoTextForANumberOrBoolean(String type) {
    assertThat(fit(Objects.requireNonNull(ColumnType.of(type)), "1")).isNull();
    assertThat(fit(Objects.requireNonNull(ColumnType.of(type)), List.of())).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "string, STRING",
    "bool, BOOLEAN",
    "Boolean, BOOLEAN",
    "Datetime, DATE_TIME",
    "INT64, INT64",
    "double, DOUBLE",
    "decimal, DECIMAL"
  })
  void isKnownByTheNamesThatMicrosoftUses(String name, ColumnType type) {
    assertThat(ColumnType.of(name)).isEqualTo(type);
    assertThat(ColumnType.of("Int32")).isNull();
  }
}
