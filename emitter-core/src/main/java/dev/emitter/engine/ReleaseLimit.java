package dev.emitter.engine;

import dev.emitter.log.LogReader;
import dev.emitter.log.Position;
import org.jspecify.annotations.Nullable;

/**
 * Up to where the log may let go of events that are settled: by what is stored, where anything is.
 * What is only known here, such as events that are set aside, is gone with the process, and the
 * next one needs the log for that. Owned by the loop.
 */
final class ReleaseLimit {

  private final LogReader log;
  private final Checkpoints checkpoints;
  private @Nullable SettledPositions stored;
  private @Nullable SettledPositions
      begun; // where emitters begin that the last collection did not know

  ReleaseLimit(LogReader log, Checkpoints checkpoints) {
    this.log = log;
    this.checkpoints = checkpoints;
  }

  /**
   * Returns the limit.
   *
   * @param now up to where everything is routed and settled, as far as is known here
   */
  SettledPositions of(SettledPositions now) {
    if (!checkpoints.isActive()) {
      return now;
    }
    SettledPositions then = stored;
    if (then == null) {
      Position start = log.start();
      return new SettledPositions(start, start);
    }
    return now.and(then);
  }

  /** An emitter begins, perhaps far behind what is settled by those that are stored. */
  void begins(LaneState lane, Position routed) {
    Position start = lane.settledTo(routed);
    SettledPositions own = new SettledPositions(start, BusyLanes.holds(lane) ? start : routed);
    begun = begun == null ? own : begun.and(own);
    stored = stored == null ? null : stored.and(own);
  }

  /** All that is to be stored is collected by now, also of those that have begun. */
  void collected() {
    begun = null;
  }

  /** All is stored that was collected last, and settles so much. */
  void storedTo(SettledPositions upTo) {
    stored = begun == null ? upTo : upTo.and(begun);
  }
}
