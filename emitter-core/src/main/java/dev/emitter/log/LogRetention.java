package dev.emitter.log;

/** Lets go of the events of a log that nobody needs. Implementations are thread-safe. */
public interface LogRetention {

  /** Tells the log that no emitter needs the events up to and including this position any more. */
  void release(Position upTo);

  /**
   * Returns whether there is so little room left that events are to go which are needed only by
   * those who must not keep publishers waiting: emitters of users. Asked often. False in a log that
   * lets events go by itself, as one on disk does by its retention.
   */
  default boolean isNearlyFull() {
    return false;
  }
}
