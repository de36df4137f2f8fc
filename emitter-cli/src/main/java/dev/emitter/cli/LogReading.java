package dev.emitter.cli;

import dev.emitter.log.EventLog;
import dev.emitter.log.LoggedEvent;
import dev.emitter.log.SequencePosition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds single events in a log on disk. */
final class LogReading {

  private LogReading() {}

  /** Returns the event at a position, or null and a fault if there is none. */
  static @Nullable LoggedEvent event(EventLog log, String position, Faults faults) {
    try {
      long number = SequencePosition.of(log.position(position));
      List<LoggedEvent> found = log.read(new SequencePosition(number - 1), 1);
      if (!found.isEmpty() && found.get(0).position().equals(new SequencePosition(number))) {
        return found.get(0);
      }
      faults.add("position = " + number + ": no event is there; " + bounds(log));
    } catch (IllegalArgumentException e) {
      faults.add(
          "position = "
              + Texts.oneLine(position)
              + ": is no position; it is a number, as log list shows it");
    }
    return null;
  }

  private static String bounds(EventLog log) {
    long first = SequencePosition.of(log.start()) + 1;
    long last = SequencePosition.of(log.end());
    return first > last ? "the log is empty" : "the log has events from " + first + " to " + last;
  }
}
