package dev.emitter.expressions.feel;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A time of day in a time zone that has a name. Immutable and thread-safe.
 *
 * @param time the local time
 * @param zone the zone
 */
public record ZonedTime(LocalTime time, ZoneId zone) {

  /** Any fixed moment does: without a date only the standard offset of a zone can be meant. */
  private static final Instant REFERENCE = Instant.ofEpochSecond(1_600_000_000L);

  ZoneOffset offset() {
    return zone.getRules().getStandardOffset(REFERENCE);
  }
}
