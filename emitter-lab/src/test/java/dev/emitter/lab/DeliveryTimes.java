package dev.emitter.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How long deliveries took. Thread-safe. */
final class DeliveryTimes {

  private static final double MILLIS = 1_000_000;

  private final List<Long> nanos = new ArrayList<>();

  synchronized void add(long took) {
    nanos.add(took);
  }

  synchronized int count() {
    return nanos.size();
  }

  /** Returns the time within which this share of the deliveries was done, in nanoseconds. */
  synchronized long within(double share) {
    List<Long> sorted = nanos.stream().sorted().toList();
    return sorted.isEmpty() ? 0 : sorted.get((int) Math.ceil(share * sorted.size()) - 1);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%d deliveries, p50 %.1f ms, p99 %.1f ms, longest %.1f ms",
        count(),
        within(0.5) / MILLIS,
        within(0.99) / MILLIS,
        within(1) / MILLIS);
  }
}
