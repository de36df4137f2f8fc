package dev.emitter.engine;

import dev.emitter.delivery.TimeSource;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.function.LongSupplier;

/**
 * Measures how long filters take on one thread. A thread that has to wait for a processor, or for
 * the collector of garbage, is not at fault: so what looks long is compared with the time that the
 * thread has had a processor. That is asked seldom, since asking takes longer than most filters.
 * Not thread-safe.
 */
final class FilterMeter {

  private static final long SHORT_NANOS = 500_000;

  /** No filter takes longer, as its steps are bounded; a machine that was asleep seems to. */
  private static final long MOST_NANOS = 250_000_000;

  private final LongSupplier passed;
  private final LongSupplier used;
  private long usedBefore;

  private FilterMeter(LongSupplier passed, LongSupplier used) {
    this.passed = passed;
    this.used = used;
  }

  /** Returns a meter for whatever thread uses it; by the time of a test, if that is given. */
  static FilterMeter of(TimeSource time) {
    return SafeTime.isOfMachine(time)
        ? new FilterMeter(System::nanoTime, OfThread::nanos)
        : new FilterMeter(() -> safely(time), () -> safely(time));
  }

  /** What takes no time is not a filter's fault either. */
  private static long safely(TimeSource time) {
    try {
      return time.nanoTime();
    } catch (RuntimeException e) { // it may be the application's, and fails where it matters
      return 0;
    }
  }

  /** Begins with something else than what was measured before. */
  void begin() {
    usedBefore = used.getAsLong();
  }

  /** Returns what {@link #since} is to be given. */
  long now() {
    return passed.getAsLong();
  }

  /** Returns how many nanoseconds it took since then. */
  long since(long before) {
    long nanos = passed.getAsLong() - before;
    if (nanos < SHORT_NANOS) {
      return Math.max(0, nanos);
    }
    long usedNow = used.getAsLong();
    long most = Math.min(MOST_NANOS, Math.max(0, usedNow - usedBefore));
    usedBefore = usedNow;
    return Math.min(nanos, most);
  }

  /** The time that threads have had a processor, or time as it passes where that is not known. */
  private static final class OfThread {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final boolean KNOWN =
        THREADS.isCurrentThreadCpuTimeSupported() && THREADS.isThreadCpuTimeEnabled();

    static long nanos() {
      return KNOWN ? THREADS.getCurrentThreadCpuTime() : System.nanoTime();
    }
  }
}
