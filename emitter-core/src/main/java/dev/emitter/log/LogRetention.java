package dev.emitter.log;

import java.time.Duration;

/** Lets go of the events of a log that nobody needs. Implementations are thread-safe. */
public interface LogRetention {

  /** Tells the log that no emitter needs the events up to and including this position any more. */
  void release(Position upTo);

  /**
   * Tells the log that the events up to and including this position are needed, if at all, only by
   * those who must not hold it for long: emitters of users. They may go once those that follow take
   * so many bytes, or once they are so old, whichever is first; the {@link LogListener} is told
   * before. Does nothing in a log that holds little anyway, as one in memory does.
   *
   * @param mostBytes about how many bytes are held
   * @param mostAge how old what is held may become
   */
  default void limitHeld(Position upTo, long mostBytes, Duration mostAge) {}

  /**
   * Returns about how many bytes are held for those who need the events behind this position; 0 in
   * a log of which {@link #limitHeld} holds nothing back.
   */
  default long heldBytes(Position after) {
    return 0;
  }

  /**
   * Returns whether there is so little room left that events are to go which are needed only by
   * those who must not keep publishers waiting: emitters of users. Asked often. False in a log that
   * lets events go by itself, as one on disk does by its retention.
   */
  default boolean isNearlyFull() {
    return false;
  }
}
