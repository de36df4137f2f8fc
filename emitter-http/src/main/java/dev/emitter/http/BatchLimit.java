package dev.emitter.http;

/**
 * How large requests with several events may be, as the receiver shows by refusing some for their
 * size (413). What it refuses is halved; what it takes for a while grows by a quarter, up to what
 * the emitter allows. Thread-safe.
 */
public final class BatchLimit {

  private static final int TAKEN_BEFORE_GROWTH = 10;

  private final long most;
  private long bytes;
  private int taken;

  /** Begins with the most that the emitter allows, in bytes. */
  public BatchLimit(long most) {
    this.most = most;
    this.bytes = most;
  }

  /** Returns how many bytes a request with several events may have now. */
  public synchronized long bytes() {
    return bytes;
  }

  /** Notes that a request of this size, with several events, was too large. */
  public synchronized void refused(long size) {
    bytes = Math.max(1, Math.min(bytes, size / 2));
    taken = 0;
  }

  /** Notes that the receiver took a request of this size; one far below the limit tells nothing. */
  public synchronized void taken(long size) {
    if (bytes < most && size > bytes / 2) {
      taken++;
      if (taken == TAKEN_BEFORE_GROWTH) {
        bytes = Math.min(most, bytes + bytes / 4 + 1);
        taken = 0;
      }
    }
  }
}
