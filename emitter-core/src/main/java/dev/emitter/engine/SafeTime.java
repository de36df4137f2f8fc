package dev.emitter.engine;

import dev.emitter.delivery.TimeSource;
import dev.emitter.problem.Loggers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.slf4j.Logger;

/**
 * The time that the application gives, which never fails: while that throws, time goes on from what
 * it told last, as fast as that of the loop. Thread-safe.
 */
final class SafeTime implements TimeSource {

  private static final Logger LOG = Loggers.of(SafeTime.class);

  private static final String ABOUT = "the application's time";
  private static final String FAULT = "it failed; time goes on from what it told last";

  private final TimeSource given;
  private final EventLoop loop;
  private final LongSupplier own;
  private final FaultReports faults;
  private final Clock clock = new SafeClock();
  private volatile Known known;
  private volatile long ahead;

  /**
   * What the clock has told.
   *
   * @param at when it did, by the loop's own time
   */
  private record Known(Instant instant, long at) {}

  /**
   * Creates a time that never fails.
   *
   * @param given the application's
   * @param loop runs what is scheduled while that fails
   */
  SafeTime(TimeSource given, EventLoop loop) {
    this.given = given;
    this.loop = loop;
    this.own = loop::nanoTime;
    this.faults = loop.faults();
    this.known = new Known(Clock.systemUTC().instant(), own.getAsLong());
  }

  /** Returns whether a time goes as the machine does. */
  static boolean isOfMachine(TimeSource time) {
    return time instanceof SystemTime || (time instanceof SafeTime safe && isOfMachine(safe.given));
  }

  @Override
  public Clock clock() {
    return clock;
  }

  @Override
  public long nanoTime() {
    try {
      long nanos = given.nanoTime();
      if (!(given instanceof SystemTime)) {
        ahead = nanos - own.getAsLong();
      }
      return nanos;
    } catch (Throwable e) { // the application's code must not stop delivery
      faults.report(LOG, ABOUT, FAULT, e);
      return own.getAsLong() + ahead;
    }
  }

  @Override
  public Cancellation schedule(Duration delay, Runnable task) {
    try {
      return given.schedule(delay, task);
    } catch (Throwable e) { // the application's code must not stop delivery
      faults.report(LOG, ABOUT, "nothing can be scheduled; the engine's own time is used", e);
      AtomicBoolean cancelled = new AtomicBoolean();
      loop.executeIn(
          delay,
          () -> {
            if (!cancelled.get()) {
              task.run();
            }
          });
      return () -> cancelled.set(true);
    }
  }

  @Override
  public void close() {
    try {
      given.close();
    } catch (Throwable e) { // the application's code must not stop others from closing
      faults.report(LOG, ABOUT, "it failed while it was closed", e);
    }
  }

  private final class SafeClock extends Clock {

    @Override
    public Instant instant() {
      try {
        Instant now = given.clock().instant();
        known = new Known(now, own.getAsLong());
        return now;
      } catch (Throwable e) { // the application's code must not stop delivery
        faults.report(LOG, ABOUT, FAULT, e);
        Known last = known;
        return last.instant().plusNanos(own.getAsLong() - last.at());
      }
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return given.clock().withZone(zone);
    }
  }
}
