package dev.emitter.engine;

import dev.emitter.delivery.OwnerLimit;
import dev.emitter.delivery.TimeSource;
import dev.emitter.log.EventLog;
import dev.emitter.log.LoggedEvent;
import dev.emitter.log.Position;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Tells how much of the log the emitters of an owner hold. Thread-safe. */
record HeldLog(LaneRegistry lanes, EventLoop loop, EventLog log, TimeSource time) {

  /** Returns the bytes and the age of what is held; it reads the oldest event for that. */
  Map<OwnerLimit, Long> usage(String owner) {
    Position settled = loop.call(() -> settledTo(owner));
    long bytes = settled == null ? 0 : log.heldBytes(settled);
    return Map.of(
        OwnerLimit.HELD_LOG_BYTES,
        bytes,
        OwnerLimit.HELD_LOG_AGE,
        settled == null || bytes == 0 ? 0 : age(settled));
  }

  /** Returns the position up to which nothing is held; null if nothing is held at all. */
  private @Nullable Position settledTo(String owner) {
    Position least = null;
    for (LaneState lane : lanes.busy().all()) {
      OwnerShare share = lane.share();
      if (share == null || !share.owner().equals(owner)) {
        continue;
      }
      Position settled = lane.settledTo(lanes.routed());
      least = least == null || settled.compareTo(least) < 0 ? settled : least;
    }
    return least;
  }

  private long age(Position settled) {
    List<LoggedEvent> oldest = log.read(settled, 1);
    if (oldest.isEmpty()) {
      return 0;
    }
    Duration age = Duration.between(oldest.get(0).publishedAt(), time.clock().instant());
    return Math.max(0, TimeUnit.NANOSECONDS.convert(age));
  }
}
