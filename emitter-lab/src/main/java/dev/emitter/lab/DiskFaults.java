package dev.emitter.lab;

import java.util.SplittableRandom;

/**
 * What goes wrong on a simulated disk besides the power. Probabilities are by operation.
 * Thread-safe.
 */
public final class DiskFaults {

  private volatile long capacity = Long.MAX_VALUE;
  private volatile double write;
  private volatile double sync;
  private volatile double directory;
  private volatile double read;

  DiskFaults() {}

  /** Ends all of it. */
  public void clear() {
    capacity = Long.MAX_VALUE;
    write = 0;
    sync = 0;
    directory = 0;
    read = 0;
  }

  /** Returns whether anything can go wrong now. */
  public boolean any() {
    return capacity < Long.MAX_VALUE || write > 0 || sync > 0 || directory > 0 || read > 0;
  }

  /** Sets how many bytes all files together may have; a write that needs more is cut short. */
  public void capacity(long bytes) {
    capacity = bytes;
  }

  /** Sets how likely a write fails after any part of it. */
  public void writes(double probability) {
    write = probability;
  }

  /**
   * Sets how likely a sync of a file fails. Half of the time what was not synced is lost then,
   * although later syncs succeed.
   */
  public void syncs(double probability) {
    sync = probability;
  }

  /** Sets how likely creating, renaming, deleting and syncing names fails. */
  public void directory(double probability) {
    directory = probability;
  }

  /** Sets how likely a read fails. */
  public void reads(double probability) {
    read = probability;
  }

  /**
   * Has one kind of thing go wrong, or a few.
   *
   * @param maxCapacity how large a disk is at most that may become full
   * @return what, for a person
   */
  String choose(SplittableRandom random, int maxCapacity) {
    clear();
    double probability = random.nextDouble();
    switch (random.nextInt(6)) {
      case 0 -> {
        capacity = random.nextInt(maxCapacity);
        return "capacity " + capacity;
      }
      case 1 -> {
        write = probability;
        return "writes";
      }
      case 2 -> {
        sync = probability;
        return "syncs";
      }
      case 3 -> {
        directory = probability;
        return "directory";
      }
      case 4 -> {
        read = probability;
        return "reads";
      }
      default -> {
        write = 0.1;
        sync = 0.2;
        directory = 0.1;
        return "some of each";
      }
    }
  }

  long capacity() {
    return capacity;
  }

  double writes() {
    return write;
  }

  double syncs() {
    return sync;
  }

  double directory() {
    return directory;
  }

  double reads() {
    return read;
  }
}
