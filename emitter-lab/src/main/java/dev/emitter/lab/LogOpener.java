package dev.emitter.lab;

import dev.emitter.execution.Execution;
import dev.emitter.log.EventLog;
import dev.emitter.log.disk.DiskEventLog;
import dev.emitter.log.disk.DiskEventLogBuilder;
import dev.emitter.log.disk.SimulatedLogs;
import dev.emitter.log.disk.Storage;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Opens the log of a process. */
@FunctionalInterface
public interface LogOpener {

  /**
   * Opens the log.
   *
   * @throws dev.emitter.log.EventLogException if it cannot be opened
   */
  EventLog open(Place place);

  /**
   * Where a log is, and how it is kept.
   *
   * @param storage the disk
   * @param clock gives the time of publication
   * @param execution runs what the log does beside its callers
   * @param maxBytes how many bytes it may take
   * @param retentionMin how long events are kept at least
   * @param maxAge how long they are kept at most; null for no limit
   */
  record Place(
      Storage storage,
      Clock clock,
      Execution execution,
      long maxBytes,
      Duration retentionMin,
      @Nullable Duration maxAge) {

    /** Returns the same on another storage. */
    public Place on(Storage other) {
      return new Place(other, clock, execution, maxBytes, retentionMin, maxAge);
    }

    /** Returns the builder of a log there. */
    public DiskEventLogBuilder builder() {
      DiskEventLogBuilder log =
          SimulatedLogs.in(execution, DiskEventLog.builder(Path.of("simulated")))
              .storage(storage)
              .clock(clock)
              .segmentBytes(8192)
              .maxBytes(maxBytes)
              .retentionMin(retentionMin);
      return maxAge == null ? log : log.maxAge(maxAge);
    }
  }
}
