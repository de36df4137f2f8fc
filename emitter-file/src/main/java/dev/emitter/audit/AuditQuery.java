package dev.emitter.audit;

import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * What of an audit is wanted: a period by the time the log accepted the events, never by their own
 * time, so that a period that is complete never changes. Immutable.
 *
 * <pre>{@code
 * AuditQuery.period("2026-11-01", "2026-12-01", ZoneOffset.UTC).limit(10_000)
 * }</pre>
 */
public final class AuditQuery {

  /** All that is kept. */
  public static final AuditQuery ALL = new AuditQuery(null, null, null, Long.MAX_VALUE, null);

  private final @Nullable Instant start;
  private final @Nullable Instant end;
  private final @Nullable String after;
  private final long limit;
  private final @Nullable Instant settledUntil;

  private AuditQuery(
      @Nullable Instant start,
      @Nullable Instant end,
      @Nullable String after,
      long limit,
      @Nullable Instant settledUntil) {
    this.start = start;
    this.end = end;
    this.after = after;
    this.limit = limit;
    this.settledUntil = settledUntil;
  }

  /**
   * Returns a query for a period.
   *
   * @param start the first time that belongs to it, or null for the oldest entry kept
   * @param end the first time that does not belong to it any more, or null for all that is stored
   *     by now
   * @throws IllegalArgumentException if the start is not before the end
   */
  public static AuditQuery between(@Nullable Instant start, @Nullable Instant end) {
    if (start != null && end != null && !start.isBefore(end)) {
      throw new IllegalArgumentException(
          "start = " + start + ": is not before end = " + end + "; the end is excluded");
    }
    return new AuditQuery(start, end, null, Long.MAX_VALUE, null);
  }

  /**
   * Returns a query for a period as people write it: times as RFC 3339 has them, with an offset, or
   * dates, which stand for the beginning of the day.
   *
   * @param start the first time that belongs to it, or null for the oldest entry kept
   * @param end the first time that does not belong to it any more, or null for all that is stored
   *     by now
   * @param zone where days begin; {@code ZoneOffset.UTC} if nothing else was asked for
   * @throws IllegalArgumentException if one is neither, or the start is not before the end
   */
  public static AuditQuery period(@Nullable String start, @Nullable String end, ZoneId zone) {
    return between(
        start == null ? null : PeriodText.parse("start", start, zone),
        end == null ? null : PeriodText.parse("end", end, zone));
  }

  /**
   * Returns this query for what follows a cursor, within the period.
   *
   * @param cursor from {@link AuditDownload#end} or {@link AuditEntry#cursor}; null for none
   */
  public AuditQuery after(@Nullable String cursor) {
    return new AuditQuery(start, end, cursor, limit, settledUntil);
  }

  /**
   * Returns this query for so many entries at most.
   *
   * @throws IllegalArgumentException if that is less than 1
   */
  public AuditQuery limit(long entries) {
    if (entries < 1) {
      throw new IllegalArgumentException("limit = " + entries + ": must be at least 1");
    }
    return new AuditQuery(start, end, after, entries, settledUntil);
  }

  /**
   * Returns this query with the knowledge that every event that the log has accepted before a time
   * is settled for the emitter. Without it a period is complete only once a later event is stored.
   * Ask the clock first, then {@code emitters.awaitIdle(Duration.ZERO)} and whether {@code
   * emitters.status(id).waitingSince()} is null: if so, that is what the clock said. An event that
   * comes all the same gets this time.
   */
  public AuditQuery settledUntil(@Nullable Instant time) {
    return new AuditQuery(start, end, after, limit, time);
  }

  /** Returns the first time of the period, or null for the oldest entry kept. */
  public @Nullable Instant start() {
    return start;
  }

  /** Returns the first time after the period, or null for all that is stored by now. */
  public @Nullable Instant end() {
    return end;
  }

  /** Returns the cursor that the entries follow, or null. */
  public @Nullable String after() {
    return after;
  }

  /** Returns how many entries are wanted at most. */
  public long limit() {
    return limit;
  }

  /** Returns up to which time every event is settled, as far as the caller knows, or null. */
  public @Nullable Instant settledUntil() {
    return settledUntil;
  }
}
