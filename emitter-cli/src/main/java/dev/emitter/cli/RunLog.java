package dev.emitter.cli;

import dev.emitter.log.EventLog;
import dev.emitter.log.MemoryEventLog;
import dev.emitter.log.WhenFull;
import java.time.Duration;

/** The log of a run: a file of events may be larger than the memory, so publishing waits. */
final class RunLog {

  private static final long MOST_BYTES = 64L << 20;
  private static final long LEAST_BYTES = 1L << 20;

  /** A run decides itself when waiting for room is in vain. */
  private static final Duration FOR_EVER = Duration.ofDays(365);

  private RunLog() {}

  /** Returns an empty log that leaves most of the heap to what is on its way. */
  static EventLog create() {
    long share = Runtime.getRuntime().maxMemory() / 8;
    return MemoryEventLog.builder()
        .maxBytes(Math.max(LEAST_BYTES, Math.min(MOST_BYTES, share)))
        .whenFull(WhenFull.BLOCK)
        .blockFor(FOR_EVER)
        .build();
  }
}
