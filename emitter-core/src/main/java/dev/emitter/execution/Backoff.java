package dev.emitter.execution;

/**
 * When something that has failed is tried again: after about a second, then after a pause that
 * doubles each time, up to a minute. Not thread-safe.
 */
public final class Backoff {

  private static final int LONGEST_SECONDS = 60;
  private static final int SCANS_A_SECOND = 2;

  private final int first;
  private final int longest;
  private int pause;
  private int left;

  private Backoff(int perSecond) {
    this.first = perSecond;
    this.longest = LONGEST_SECONDS * perSecond;
  }

  /** Returns one whose pauses are so many seconds. */
  public static Backoff ofSeconds() {
    return new Backoff(1);
  }

  /** Returns one whose pauses are so many scans of a folder, of which there are two a second. */
  public static Backoff ofScans() {
    return new Backoff(SCANS_A_SECOND);
  }

  /** It has failed once more; returns the pause until it is tried again. */
  public int failed() {
    pause = pause == 0 ? first : Math.min(longest, 2 * pause);
    left = pause;
    return pause;
  }

  /** Returns whether it has failed, and is tried again. */
  public boolean isOn() {
    return pause > 0;
  }

  /** Counts one of the units that make up a pause; returns whether it is to be tried again now. */
  public boolean isDue() {
    left = Math.max(0, left - 1);
    return isOn() && left == 0;
  }

  /** It is well, or another matter by now. */
  public void end() {
    pause = 0;
  }
}
