package dev.emitter.channel;

import org.jspecify.annotations.Nullable;

/** How many bytes of memory are held, of those that there are. Thread-safe. */
final class MemoryShare {

  /** Whoever holds nothing has at least as much, whatever others hold. */
  private static final long ALWAYS = 1 << 20;

  private final long most;
  private final @Nullable MemoryShare whole;
  private long used;

  /**
   * Creates a share of which nothing is held.
   *
   * @param whole what this is a part of; null for nothing
   */
  MemoryShare(long most, @Nullable MemoryShare whole) {
    this.most = most;
    this.whole = whole;
  }

  /** Returns whether so many bytes are there; there are some for who holds none yet. */
  synchronized boolean hasRoom(long bytes) {
    if (used == 0 && bytes <= ALWAYS) {
      return true;
    }
    return (used == 0 || used + bytes <= most) && (whole == null || whole.fits(bytes));
  }

  private synchronized boolean fits(long bytes) {
    return used == 0 || used + bytes <= most;
  }

  /** Takes bytes if they are there. */
  boolean take(long bytes) {
    synchronized (this) {
      if (!hasRoom(bytes)) {
        return false;
      }
      used += bytes;
    }
    if (whole != null) {
      whole.change(bytes);
    }
    return true;
  }

  private synchronized void change(long bytes) {
    used += bytes;
  }

  /** Gives bytes back. */
  void giveBack(long bytes) {
    change(-bytes);
    if (whole != null) {
      whole.change(-bytes);
    }
  }

  /** Returns how many bytes are held. */
  synchronized long used() {
    return used;
  }
}
