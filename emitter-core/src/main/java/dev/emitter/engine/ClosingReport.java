package dev.emitter.engine;

import dev.emitter.log.LogReader;
import dev.emitter.problem.Loggers;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;

/**
 * Tells in the log what is not delivered when an engine closes. Owned by the loop.
 *
 * @param lasting whether the log keeps it for the next process
 */
record ClosingReport(LaneRegistry lanes, LogReader log, boolean lasting) {

  private static final Logger LOG = Loggers.of(ClosingReport.class);

  /** Writes which emitters events wait for, if any do. */
  void write() {
    List<String> left = new ArrayList<>();
    for (LaneState lane : lanes.busy().sorted()) {
      long waiting = waiting(lane);
      if (waiting > 0) {
        left.add(lane.id() + " (" + waiting + ")");
      }
    }
    if (!left.isEmpty()) {
      LOG.warn(
          "closing with events that are not delivered, by emitter: {}; {}",
          new FewNames(left),
          lasting
              ? "the log keeps them for the next start"
              : "the log is in memory, so they are lost");
    }
  }

  private long waiting(LaneState lane) {
    try {
      return lane.waiting(lanes.routed(), log);
    } catch (RuntimeException e) { // such as a log that cannot be read: closing goes on
      LOG.debug("emitter {}: how many events wait cannot be told", lane.id(), e);
      return 0;
    }
  }
}
