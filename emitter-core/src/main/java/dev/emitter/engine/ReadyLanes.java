package dev.emitter.engine;

import dev.emitter.problem.Loggers;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;

/**
 * The lanes that are yet to look at what there is to do, in the order in which they were asked to.
 * Owned by the loop.
 */
final class ReadyLanes {

  private static final Logger LOG = Loggers.of(ReadyLanes.class);

  private static final int MOST_LOOKS = 1_000;

  private final Deque<LaneState> ready = new ArrayDeque<>();
  private final Timers timers;
  private final FaultReports faults;

  ReadyLanes(Timers timers) {
    this.timers = timers;
    this.faults = timers.loop().faults();
  }

  /** Lets a lane look soon, once however often this is said. */
  void look(LaneState lane) {
    if (!lane.isLooking()) {
      lane.looking();
      ready.add(lane);
    }
  }

  /** Lets lanes look at what there is to do; returns whether more of them want to. */
  boolean run() {
    for (int i = 0; i < MOST_LOOKS && !ready.isEmpty(); i++) {
      LaneState lane = ready.remove();
      try {
        lane.look();
      } catch (Throwable e) { // one lane's fault must not stop the others
        faults.report(LOG, lane.describe(), "its lane failed, by a fault of the library", e);
        pause(lane);
      }
    }
    return !ready.isEmpty();
  }

  /** Lets a lane that has failed do nothing for a second, and look then. */
  void pause(LaneState lane) {
    if (!lane.isPaused()) {
      lane.paused(true);
      timers.afterAFault(() -> release(lane));
    }
  }

  private void release(LaneState lane) {
    lane.paused(false);
    look(lane);
  }
}
