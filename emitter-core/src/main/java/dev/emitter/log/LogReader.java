package dev.emitter.log;

import java.time.Instant;
import java.util.List;

/**
 * Reads the events of a log at any place. Implementations are thread-safe, and many readers keep
 * neither each other nor those who append waiting.
 */
public interface LogReader {

  /**
   * Returns up to {@code max} events that follow the position, in order; none when there is no
   * later one. A position whose events are gone is followed by the oldest one kept. Fewer are
   * returned where more would take much memory: a log that reads them from a disk returns no more
   * than some MiB at once, and at least one event.
   */
  List<LoggedEvent> read(Position after, int max);

  /** Returns the position before the oldest event kept. */
  Position start();

  /** Returns the position of the newest event accepted, or {@link #start()} of an empty log. */
  Position end();

  /** Returns the position before the first event accepted at that time or later. */
  Position positionBefore(Instant time);

  /**
   * Returns the position that a position of this log prints as.
   *
   * @throws IllegalArgumentException if no position of this log prints so
   */
  Position position(String text);

  /** Returns about how many events follow the position. */
  long lag(Position after);

  /**
   * Returns about how many events were accepted after one position and up to another, at least as
   * many as there were. Unless it is overridden, those that are gone are not counted.
   */
  default long count(Position after, Position upTo) {
    return Math.max(0, lag(after) - lag(upTo));
  }
}
