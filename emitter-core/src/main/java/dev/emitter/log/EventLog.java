package dev.emitter.log;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The append-only sequence of events. Publishing appends; every emitter reads at its own cursor.
 * Its parts are interfaces of their own, as most that use a log need one of them. Implementations
 * are thread-safe. A log belongs to one {@code Emitters}, which closes it.
 */
public interface EventLog extends LogAppender, LogReader, LogRetention, AutoCloseable {

  /**
   * Returns where this log keeps what must survive with it, or empty if nothing does: then cursors
   * and states end with the process. The log closes the store.
   */
  default Optional<StateStore> state() {
    return Optional.empty();
  }

  /**
   * Returns the folder of a log that is on a disk of this machine, in which channels may keep what
   * must survive a restart with it, or empty.
   */
  default Optional<Path> folder() {
    return Optional.empty();
  }

  /**
   * Makes everything accepted so far as durable as the log can, so that a cursor stored afterwards
   * never lies beyond the log's end. Does nothing in a log that has promised so much already.
   *
   * @throws EventLogException if that fails
   */
  default void flush() {}

  /**
   * Tells the log, before the first append, that something remembers a position beyond its end, as
   * may be when a disk has lost events. From now on the log ends there at least, and no event gets
   * a position up to it: whoever remembers it would take that event for one it has dealt with. Does
   * nothing in a log that loses no positions.
   */
  default void advance(Position upTo) {}

  /**
   * Sets who is told of accepted and dropped events; called once, before the first append.
   *
   * @throws IllegalStateException if somebody is told already, in the logs of this library
   */
  void listen(LogListener listener);

  /** Refuses further appends, makes accepted events as durable as promised, and lets go. */
  @Override
  void close();
}
