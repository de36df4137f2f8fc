package dev.emitter.log;

import dev.emitter.event.EncodedEvent;
import dev.emitter.topic.Topic;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The append-only sequence of events. Publishing appends; every emitter reads at its own cursor.
 * Implementations are thread-safe. A log belongs to one {@code Emitters}, which closes it.
 */
public interface EventLog extends AutoCloseable {

  /**
   * Appends an event. The stage completes with its position once the log has accepted it as durably
   * as it promises, or with {@link EventLogException}. Events appended by one thread one after the
   * other keep that order. May block the caller while the log is full, if it is so configured.
   *
   * @throws EventLogException if the log is full or fails, when it knows at once
   * @throws IllegalStateException after close
   */
  CompletionStage<Position> append(Topic topic, EncodedEvent event);

  /**
   * Appends one of the library's own events without ever waiting.
   *
   * @return whether there was room
   */
  boolean offer(Topic topic, EncodedEvent event);

  /**
   * Returns up to {@code max} events that follow the position, in order; none when there is no
   * later one. A position whose events are gone is followed by the oldest one kept.
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
   * Returns whether there is so little room left that events are to go which are needed only by
   * those who must not keep publishers waiting: emitters of users. Asked often. False in a log that
   * lets events go by itself, as one on disk does by its retention.
   */
  default boolean isNearlyFull() {
    return false;
  }

  /** Tells the log that no emitter needs the events up to and including this position any more. */
  void release(Position upTo);

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
