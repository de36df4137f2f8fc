package dev.emitter.log.disk;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What the delivery log is told, until its worker writes it: bounded, so that a slow disk costs
 * attempts that are not recorded, and never memory or time of a delivery. Thread-safe.
 */
final class AttemptQueue {

  private static final int MOST = 8_192;
  private static final long MOST_CHARACTERS = 8L << 20;
  private static final int PARTS = 4;
  private static final long GATHER = TimeUnit.MILLISECONDS.toNanos(250);
  private static final long IDLE = TimeUnit.MINUTES.toNanos(1);

  private final Map<String, Long> counts = new HashMap<>();
  private final Map<String, Long> texts = new HashMap<>();
  private List<AttemptEntry> entries = new ArrayList<>();
  private long characters;
  private long waitingSince;
  private boolean gathering;
  private boolean urgent;
  private boolean writing;
  private boolean closed;

  /** Creates a queue of which nothing was taken before this time. */
  AttemptQueue(long nanoTime) {
    this.waitingSince = nanoTime;
  }

  /** Adds an attempt; returns false if there is no room, or it is closed. */
  synchronized boolean offer(AttemptEntry.Attempted entry) {
    if (closed || entries.size() >= MOST || characters >= MOST_CHARACTERS) {
      return false;
    }
    String owner = entry.owner();
    if (owner != null && !takesPart(owner, entry.size())) {
      return false;
    }
    characters += entry.size();
    entries.add(entry);
    return true;
  }

  /** One user has a quarter at most, or nothing would be left for others while the disk is slow. */
  private boolean takesPart(String owner, int size) {
    long count = counts.getOrDefault(owner, 0L) + 1;
    long all = texts.getOrDefault(owner, 0L) + size;
    if (count > MOST / PARTS || all > MOST_CHARACTERS / PARTS) {
      return false;
    }
    counts.put(owner, count);
    texts.put(owner, all);
    return true;
  }

  /** Adds what somebody waits for; returns false if it is closed. */
  synchronized boolean add(AttemptEntry entry) {
    if (closed) {
      return false;
    }
    urgent = true;
    entries.add(entry);
    return true;
  }

  /** Returns whether nothing waits and nothing is being written. */
  synchronized boolean isIdle() {
    return entries.isEmpty() && !writing;
  }

  /** Returns whether what waits is to be taken now, or for the first time. */
  synchronized boolean isPending() {
    return isDue() || (!entries.isEmpty() && !gathering);
  }

  private boolean isDue() {
    return urgent || closed || entries.size() >= MOST / 2;
  }

  /**
   * Returns for how long nothing needs to be taken: a little after the first has come, so that one
   * write serves many; a minute if nothing comes. 0 if it is to be taken now.
   */
  synchronized long untilDue(long nanoTime) {
    if (!entries.isEmpty() && !gathering) {
      gathering = true;
      waitingSince = nanoTime;
    }
    long wait = (gathering ? GATHER : IDLE) - (nanoTime - waitingSince);
    return isDue() ? 0 : Math.max(0, wait);
  }

  /** Takes what has come, in its order. */
  synchronized List<AttemptEntry> take() {
    List<AttemptEntry> taken = entries;
    entries = new ArrayList<>();
    counts.clear();
    texts.clear();
    characters = 0;
    urgent = false;
    gathering = false;
    writing = !taken.isEmpty();
    return taken;
  }

  /** Notes that what was taken is written. */
  synchronized void written(long nanoTime) {
    writing = false;
    waitingSince = nanoTime;
  }

  /** Takes nothing more. */
  synchronized void close() {
    closed = true;
  }

  /** Returns whether it is closed and empty. */
  synchronized boolean isDone() {
    return closed && entries.isEmpty();
  }
}
