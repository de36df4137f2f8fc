package dev.emitter.engine;

import dev.emitter.delivery.TimeSource;
import dev.emitter.log.Position;
import dev.emitter.problem.Loggers;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * The lanes of which something has changed since it was stored. Owned by the loop, but where it
 * says otherwise.
 */
final class ChangedLanes {

  private static final Logger LOG = Loggers.of(ChangedLanes.class);

  private final Checkpoints checkpoints;
  private final TimeSource time;
  private final boolean delivering;
  private final Set<LaneState> changed = new LinkedHashSet<>();
  private volatile boolean touched;

  /**
   * Creates a set without lanes.
   *
   * @param delivering false if nothing is stored but what a person has changed
   */
  ChangedLanes(Checkpoints checkpoints, TimeSource time, boolean delivering) {
    this.checkpoints = checkpoints;
    this.time = time;
    this.delivering = delivering;
  }

  /** What is stored of a lane has changed; while nothing is delivered, looking changes nothing. */
  void changed(LaneState lane) {
    if (delivering) {
      touched(lane);
    }
  }

  /** A person has changed what is stored of a lane. */
  void touched(LaneState lane) {
    if (checkpoints.isActive()) {
      touched = true;
      changed.add(lane);
      checkpoints.changed();
    }
  }

  /** Returns whether there was anything to store; any thread may ask. */
  boolean isTouched() {
    return touched;
  }

  /**
   * Adds what has changed since the last call, and returns the position that it belongs to. That
   * position is stored for every lane whose last record has no cursor, so each of them has settled
   * everything up to there or is among the changed ones. Returns null if one lane could not tell;
   * then no later position must be stored.
   *
   * @param routed the routed position
   * @param atWork whether a lane is at work still
   */
  @Nullable Position collect(
      Position routed,
      Predicate<LaneState> atWork,
      Map<String, LaneCheckpoint> records,
      List<Parked> parked,
      List<Parked> unparked) {
    boolean all = true;
    for (LaneState lane : List.copyOf(changed)) {
      try {
        LaneCheckpoint record = lane.newRecord(routed, time);
        boolean gone = !atWork.test(lane);
        // What it set aside after it was removed, it will be given again.
        lane.ledger().parked().collect(gone ? new ArrayList<>() : parked, unparked);
        if (record != null && !gone) {
          records.put(lane.id(), record);
        }
        if (record != null) {
          lane.recorded(record); // last, or it would not be told again if anything of this fails
        }
        changed.remove(lane);
      } catch (Throwable e) { // such as: no memory
        LOG.error("emitter {}: what is to be stored of it cannot be told", lane.id(), e);
        all = false;
      }
    }
    return all ? routed : null;
  }
}
