package dev.emitter.lab;

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
