package dev.emitter.config;

/**
 * When to look again at what has failed, by how often it was looked at: after a pause that doubles.
 * Not thread-safe.
 */
final class ScanBackoff {

  private static final int FIRST = 2;
  private static final int LONGEST = 120;

  private int pause;
  private int left;

  /** Returns whether it has failed, and is tried again. */
  boolean isOn() {
    return pause > 0;
  }

  /** Counts one look; returns whether it is to be tried again now. */
  boolean isDue() {
    left = Math.max(0, left - 1);
    return isOn() && left == 0;
  }

  /** It has failed once more. */
  void goOn() {
    pause = pause == 0 ? FIRST : Math.min(LONGEST, 2 * pause);
    left = pause;
  }

  /** It is well, or another matter by now. */
  void end() {
    pause = 0;
  }
}
