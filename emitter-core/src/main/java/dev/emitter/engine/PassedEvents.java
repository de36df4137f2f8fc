package dev.emitter.engine;

/**
 * How many events have passed lanes with the same topics and owner, so that a lane that was not
 * asked about an event knows how many it has filtered out. Owned by the loop.
 */
final class PassedEvents {

  private long passed;
  private boolean counting;

  /** Returns how many events have passed that any of these lanes counts. */
  long passed() {
    return passed;
  }

  /** Says whether the event that is passing now will be counted. */
  void count(boolean now) {
    counting = now;
  }

  /** Returns whether the event that is passing now will be counted. */
  boolean isCounting() {
    return counting;
  }

  /** The event has been given to those that it may be for. */
  void pass() {
    if (counting) {
      passed++;
      counting = false;
    }
  }
}
