package dev.emitter.benchmarks.delivery;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicLongArray;

/** Counts times in classes that are at most 3 % wide. Thread-safe. */
public final class Latencies {

  private static final int PARTS = 32;
  private static final int SHIFT = 5;

  private final AtomicLongArray counts = new AtomicLongArray(64 * PARTS);

  /** Adds a time. */
  public void add(long nanos) {
    counts.incrementAndGet(slot(Math.max(PARTS, nanos)));
  }

  private static int slot(long nanos) {
    int magnitude = 63 - Long.numberOfLeadingZeros(nanos);
    return magnitude * PARTS + (int) (nanos >>> (magnitude - SHIFT)) % PARTS;
  }

  /** Returns the upper end of a class, in microseconds. */
  private static double end(int slot) {
    int magnitude = slot / PARTS;
    return ((slot % PARTS + PARTS + 1L) << (magnitude - SHIFT)) / 1e3;
  }

  /** Returns how many times were added. */
  public long count() {
    long sum = 0;
    for (int slot = 0; slot < counts.length(); slot++) {
      sum += counts.get(slot);
    }
    return sum;
  }

  void clear() {
    for (int slot = 0; slot < counts.length(); slot++) {
      counts.set(slot, 0);
    }
  }

  /** Returns the microseconds that such a share of the times does not exceed. */
  public double micros(double share) {
    long left = (long) Math.ceil(count() * share);
    for (int slot = 0; slot < counts.length(); slot++) {
      left -= counts.get(slot);
      if (left <= 0) {
        return end(slot);
      }
    }
    return 0;
  }

  /** Returns the median, the 99th percentile and the longest, in milliseconds. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%.2f / %.2f / %.1f",
        micros(0.5) / 1e3,
        micros(0.99) / 1e3,
        micros(1.0) / 1e3);
  }
}
