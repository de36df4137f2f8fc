package dev.emitter.log.disk;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What the delivery log is told, until its thread writes it: bounded, so that a slow disk costs
 * attempts that are not recorded, and never memory or time of a delivery. Thread-safe.
 */
final class AttemptQueue {

  private static final int MOST = 8_192;
  private static final long MOST_CHARACTERS = 8L << 20;
  private static final long GATHER = TimeUnit.MILLISECONDS.toNanos(250);
  private static final long IDLE = TimeUnit.MINUTES.toNanos(1);

  private List<AttemptEntry> entries = new ArrayList<>();
  private long characters;
  private boolean urgent;
  private boolean writing;
  private boolean closed;

  /** Adds an attempt; returns false if there is no room, or it is closed. */
  synchronized boolean offer(AttemptEntry entry) {
    if (closed || entries.size() >= MOST || characters >= MOST_CHARACTERS) {
      return false;
    }
    characters += entry.size();
    entries.add(entry);
    if (entries.size() == 1 || entries.size() == MOST / 2) {
      notifyAll();
    }
    return true;
  }

  /** Adds what somebody waits for; returns false if it is closed. */
  synchronized boolean add(AttemptEntry entry) {
    if (closed) {
      return false;
    }
    urgent = true;
    entries.add(entry);
    notifyAll();
    return true;
  }

  /** Returns whether nothing waits and nothing is being written. */
  synchronized boolean isIdle() {
    return entries.isEmpty() && !writing;
  }

  /**
   * Returns what has come, in its order, after waiting a little for more, so that one write serves
   * many; empty if nothing came for a minute, or it is closed. What was taken before is written.
   */
  synchronized List<AttemptEntry> take() {
    writing = false;
    long deadline = System.nanoTime() + IDLE;
    while (entries.isEmpty() && !closed && awaitUntil(deadline)) {}
    deadline = System.nanoTime() + GATHER;
    while (!entries.isEmpty() && !isDue() && awaitUntil(deadline)) {}
    List<AttemptEntry> taken = entries;
    entries = new ArrayList<>();
    characters = 0;
    urgent = false;
    writing = !taken.isEmpty();
    return taken;
  }

  private boolean isDue() {
    return urgent || closed || entries.size() >= MOST / 2;
  }

  /** Waits for a change; returns false at the deadline. Nobody interrupts this thread to end it. */
  private boolean awaitUntil(long deadline) {
    long left = deadline - System.nanoTime();
    if (left <= 0) {
      return false;
    }
    try {
      TimeUnit.NANOSECONDS.timedWait(this, Math.max(left, 1_000_000));
    } catch (InterruptedException e) {
      return true;
    }
    return true;
  }

  /** Takes nothing more. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }

  /** Returns whether it is closed and empty. */
  synchronized boolean isDone() {
    return closed && entries.isEmpty();
  }
}
