package dev.emitter.expressions.feel;

/** The types of FEEL values. */
public enum FeelType {
  /** Only null. */
  NULL,
  /** True and false: {@link Boolean}. */
  BOOLEAN,
  /** Decimals: {@link Long} or {@link java.math.BigDecimal}. */
  NUMBER,
  /** Strings: {@link String}. */
  STRING,
  /** Dates: {@link java.time.LocalDate}. */
  DATE,
  /**
   * Times of day: {@link java.time.LocalTime}, {@link java.time.OffsetTime} or {@link ZonedTime}.
   */
  TIME,
  /** Dates and times: {@link java.time.LocalDateTime} or {@link java.time.ZonedDateTime}. */
  DATE_TIME,
  /** Days and time durations: {@link java.time.Duration}. */
  DAYS,
  /** Years and months durations: {@link java.time.Period}. */
  MONTHS,
  /** Lists: {@link java.util.List}. */
  LIST,
  /**
   * Contexts: {@link java.util.Map}, or a {@link dev.emitter.expressions.DataObject} of the data.
   */
  CONTEXT,
  /** Ranges: {@link FeelRange}. */
  RANGE,
  /** Functions, which are of no use outside of an expression. */
  FUNCTION
}
