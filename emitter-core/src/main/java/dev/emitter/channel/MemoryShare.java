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

  /** Returns whether there is room for one more who needs little. */
  synchronized boolean hasRoom() {
    return used == 0 || (used < most && (whole == null || whole.hasRoom()));
  }

  /** Takes bytes if they are there; there are some for who holds none yet. */
  synchronized boolean take(long bytes) {
    boolean always = used == 0 && bytes <= ALWAYS;
    boolean fits = always || fits(bytes);
    if (!fits || (whole != null && !whole.add(bytes, always))) {
      return false;
    }
    used += bytes;
    return true;
  }

  private boolean fits(long bytes) {
    return used == 0 || used + bytes <= most;
  }

  /** Adds what a part has taken, if it is there or in any case; called with the part's lock. */
  private synchronized boolean add(long bytes, boolean always) {
    if (!always && !fits(bytes)) {
      return false;
    }
    used += bytes;
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
