package dev.emitter.log.disk;

import dev.emitter.execution.Execution;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How a log is configured; see {@link DiskEventLogBuilder}. */
record LogSettings(
    Durability durability,
    long segmentBytes,
    Duration retentionMin,
    @Nullable Duration maxAge,
    long maxBytes,
    Duration blockFor,
    long maxPendingBytes,
    Clock clock,
    AttemptSettings attempts,
    FilePermissions permissions,
    boolean readOnly,
    Execution execution) {

  /** Returns whether zeros are written ahead: they cost a write, and save time at each sync. */
  boolean writesAhead() {
    return durability == Durability.SYNCED;
  }

  /** Returns the time in nanoseconds since 1970. */
  long now() {
    return EpochNanos.of(clock.instant());
  }
}
