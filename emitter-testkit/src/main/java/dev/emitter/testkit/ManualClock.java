package dev.emitter.testkit;

import dev.emitter.Emitters;
import dev.emitter.delivery.TimeSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Time that stands still until a test moves it, for {@code Emitters.builder().time(clock)}. What
 * waits for the time (retries above all) happens while the test moves it, so that hours pass in
 * milliseconds. Thread-safe, but only one thread may move the time.
 */
public final class ManualClock implements TimeSource {

  private static final Instant DEFAULT_START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Instant start;
  private final Schedule schedule = new Schedule();

  private ManualClock(Instant start) {
    this.start = start;
  }

  /** Returns a clock that stands at the beginning of 2026, UTC. */
  public static ManualClock create() {
    return at(DEFAULT_START);
  }

  /** Returns a clock that stands at this moment. */
  public static ManualClock at(Instant start) {
    return new ManualClock(start);
  }

  /**
   * Moves time and runs on this thread what falls due on the way, in order. What other threads do
   * next because of it may happen after this returns: where emitters are at work, use {@link
   * #advance(Duration, Emitters)}.
   *
   * @throws IllegalArgumentException if the duration is negative
   */
  public void advance(Duration by) {
    move(by, () -> {});
  }

  /**
   * Moves time as if it had passed moment by moment: first lets the emitters do all that they can
   * do now, then goes from one due task to the next, letting them finish each time. On return
   * nothing more happens before time goes on.
   *
   * @throws IllegalArgumentException if the duration is negative
   * @throws AssertionError if the emitters do not come to rest, because a channel hangs
   */
  public void advance(Duration by, Emitters emitters) {
    move(by, () -> Settling.of(emitters, PATIENCE, emitterId -> 0));
  }

  /** Moves time as if it had passed moment by moment, and settles after each. */
  void move(Duration by, Runnable settle) {
    if (by.isNegative()) {
      throw new IllegalArgumentException("advance by " + by + ": time never goes back");
    }
    long end = Math.addExact(nanoTime(), by.toNanos());
    settle.run();
    while (schedule.runNext(end)) {
      settle.run();
    }
  }

  /** Moves time to the next task that is due by then and runs it; returns whether there was one. */
  boolean runNext(Duration within) {
    return schedule.runNext(Math.addExact(nanoTime(), within.toNanos()));
  }

  /** Returns the time of day that the test has set. */
  public Instant now() {
    return start.plusNanos(nanoTime());
  }

  @Override
  public Clock clock() {
    return new Dial(this::now);
  }

  @Override
  public long nanoTime() {
    return schedule.now();
  }

  @Override
  public Cancellation schedule(Duration delay, Runnable task) {
    return schedule.add(delay.toNanos(), task);
  }

  @Override
  public void close() {
    schedule.clear();
  }
}
