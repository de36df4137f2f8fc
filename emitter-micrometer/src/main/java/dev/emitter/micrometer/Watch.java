package dev.emitter.micrometer;

import dev.emitter.Emitters;
import dev.emitter.delivery.EmitterStatus;
import dev.emitter.problem.Loggers;
import io.micrometer.core.instrument.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * What is read from the status of emitters, at most once in a while however many meters are read.
 * Thread-safe.
 */
final class Watch {

  private static final Logger LOG = Loggers.of(EmitterMetrics.class);

  private final Emitters emitters;
  private final Roll roll;
  private final Clock clock;
  private final long every;
  private Map<String, Seen> last = Map.of();
  private long readAt;
  private boolean read;

  Watch(Emitters emitters, Roll roll, Clock clock, Duration every) {
    this.emitters = emitters;
    this.roll = roll;
    this.clock = clock;
    this.every = every.toNanos();
  }

  /** Reads the status of all emitters, unless that was done a short while ago. */
  synchronized void refresh() {
    long now = clock.monotonicTime();
    if (read && now - readAt < every) {
      return;
    }
    read = true;
    try {
      take(emitters.status());
    } catch (RuntimeException e) { // such as a log that is closed already, or an engine that hangs
      LOG.debug("the status of emitters cannot be read; meters keep what they show", e);
    }
    readAt = clock.monotonicTime(); // of now, or each meter would wait for an engine that hangs
  }

  private void take(List<EmitterStatus> statuses) {
    Map<EmitterMeters, Standing> standings = new HashMap<>();
    roll.all().forEach(meters -> standings.put(meters, new Standing()));
    Map<String, Seen> now = new HashMap<>();
    for (EmitterStatus status : statuses) {
      EmitterMeters meters = roll.find(status.id());
      if (meters != null) {
        standings.computeIfAbsent(meters, one -> new Standing()).add(status);
        now.put(status.id(), Seen.of(status, meters, last.get(status.id())));
      }
    }
    last = now;
    standings.forEach(EmitterMeters::stand);
  }

  /**
   * What was read last of an emitter. A count that is less than before was taken back, because the
   * events are decided about anew: they are counted once.
   */
  private record Seen(
      EmitterMeters meters,
      long filtered,
      long filterFailures,
      long skipped,
      long withheld,
      long busy) {

    static Seen of(EmitterStatus status, EmitterMeters meters, @Nullable Seen last) {
      Seen before = last == null || last.meters != meters ? new Seen(meters, 0, 0, 0, 0, 0) : last;
      long filtered = Math.max(status.filtered(), before.filtered);
      long failures = Math.max(status.filterFailures(), before.filterFailures);
      meters.filtered.addAndGet(filtered - before.filtered);
      meters.filterFailures.addAndGet(failures - before.filterFailures);
      meters.skipped.addAndGet(status.skipped() - before.skipped);
      meters.withheld.addAndGet(status.withheld() - before.withheld);
      long busy = Math.max(status.busy().toNanos(), before.busy);
      meters.busyNanos.addAndGet(busy - before.busy);
      return new Seen(meters, filtered, failures, status.skipped(), status.withheld(), busy);
    }
  }
}
