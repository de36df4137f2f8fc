package dev.emitter.lab;

import dev.emitter.log.EventLog;
import dev.emitter.log.disk.DiskEventLog;
import dev.emitter.log.disk.Storage;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/** Opens disk logs for rounds: small segments, so that much happens at their ends. */
public final class DiskLogs {

  private static final Path NOWHERE = Path.of("simulated");
  private static final long[] SEGMENTS = {4096, 8192, 20_000, 65_536};

  private DiskLogs() {}

  /** Goes through a round with a disk log. */
  public static void run(long seed) {
    EventLogRound.run(seed, (storage, clock) -> open(seed, storage, clock));
  }

  /** Opens a log; the seed chooses its segments' size and how long events are kept. */
  public static EventLog open(long seed, Storage storage, Clock clock) {
    return DiskEventLog.builder(NOWHERE)
        .storage(storage)
        .clock(clock)
        .segmentBytes(SEGMENTS[Math.floorMod(seed, SEGMENTS.length)])
        .retentionMin(Duration.ofSeconds(seed % 3 == 0 ? 0 : 50_000))
        .blockFor(Duration.ofMillis(500))
        .open();
  }
}
