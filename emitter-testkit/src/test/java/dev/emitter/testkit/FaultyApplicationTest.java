package dev.emitter.testkit;

import static dev.emitter.testkit.Shop.define;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.emitter.Emitters;
import dev.emitter.EmittersBuilder;
import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.definition.DeliverySettings;
import dev.emitter.delivery.EmitterListener;
import dev.emitter.delivery.EmitterState;
import dev.emitter.delivery.TimeSource;
import dev.emitter.log.LoggedEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Code of the application that fails now and then stops no emitter. */
@Tag("R1")
@Timeout(120)
final class FaultyApplicationTest {

  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final DeliverySettings QUICK =
      DeliverySettings.DEFAULT.withRetry(Duration.ofMillis(1), Duration.ofMillis(2));

  private final RecordingChannel webhook = RecordingChannel.of("Webhook");

  /** A clock of the machine that fails a number of times once it is told to. */
  private static final class FailingClock extends Clock {

    private final AtomicInteger failures = new AtomicInteger();

    @Override
    public ZoneId getZone() {
      return Clock.systemUTC().getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        throw new IllegalStateException("no time");
      }
      return Clock.systemUTC().instant();
    }
  }

  private static EmittersBuilder builder(RecordingChannel channel) {
    return Emitters.builder().closeGrace(Duration.ZERO).channel(channel);
  }

  private void deliversAll(Emitters emitters) {
    for (int i = 1; i <= 20; i++) {
      publish(emitters, Integer.toString(i));
    }
    await().atMost(BOUND).until(() -> webhook.deliveredIds("a").size() >= 20);
    assertThat(webhook.deliveredIds("a").stream().distinct()).isEqualTo(Shop.ids(1, 20));
    assertThat(emitters.awaitIdle(BOUND)).isTrue();
    await().atMost(BOUND).until(() -> emitters.status("a").state() == EmitterState.ACTIVE);
  }

  /** Whoever publishes while the clock fails is told so, and tries again. */
  private static void publish(Emitters emitters, String id) {
    await()
        .pollInterval(Duration.ofMillis(5))
        .atMost(BOUND)
        .ignoreException(IllegalStateException.class)
        .until(() -> emitters.publish(Shop.ORDERS, Shop.event(id)) != null);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5})
  void goesOnAfterAClockThatFails(int failures) {
    FailingClock clock = new FailingClock();
    AtomicInteger attempts = new AtomicInteger();
    webhook.answer(
        delivery -> {
          if (attempts.incrementAndGet() % 3 != 0) {
            return DeliveryResult.delivered();
          }
          clock.failures.set(failures); // while the failure is settled
          return DeliveryResult.retry("down").uncounted();
        });
    try (Emitters emitters = builder(webhook).clock(clock).start()) {
      emitters.register(define("a").delivery(QUICK).build());
      deliversAll(emitters);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"matched", "attempted", "stateChanged"})
  void goesOnBesideAListenerThatFails(String where) {
    EmitterListener failing =
        new EmitterListener() {
          private void fail(String here) {
            if (here.equals(where)) {
              throw new IllegalStateException("a fault of the application");
            }
          }

          @Override
          public void matched(String emitterId, LoggedEvent event) {
            fail("matched");
          }

          @Override
          public void attempted(Delivery delivery, DeliveryResult result, Duration took) {
            fail("attempted");
          }

          @Override
          public void stateChanged(
              String emitterId, EmitterState state, @org.jspecify.annotations.Nullable String why) {
            fail("stateChanged");
          }
        };
    webhook.failNext(3);
    try (Emitters emitters = builder(webhook).listener(failing).start()) {
      emitters.register(define("a").delivery(QUICK).build());
      deliversAll(emitters);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void goesOnAfterASourceOfChanceThatFails(int failures) {
    AtomicInteger left = new AtomicInteger(failures);
    Random random = new Random(1);
    RandomGenerator failing =
        () -> {
          if (left.getAndDecrement() > 0) {
            throw new IllegalStateException("no chance");
          }
          return random.nextLong();
        };
    webhook.failNext(6);
    try (Emitters emitters = builder(webhook).random(failing).start()) {
      emitters.register(define("a").delivery(QUICK).build());
      deliversAll(emitters);
    }
  }

  /** What an answer leads to does not depend on what the application's clock tells. */
  @ParameterizedTest
  @ValueSource(strings = {"rejected", "disable", "retry"})
  void settlesAnswersWhileTheClockFails(String kind) {
    FailingClock clock = new FailingClock();
    AtomicInteger attempts = new AtomicInteger();
    webhook.answer(
        delivery -> {
          clock.failures.set(Integer.MAX_VALUE);
          attempts.incrementAndGet();
          return switch (kind) {
            case "rejected" -> DeliveryResult.rejected("too large");
            case "disable" -> DeliveryResult.disable("gone");
            default -> DeliveryResult.retry("down");
          };
        });
    try (Emitters emitters = builder(webhook).clock(clock).start()) {
      emitters.register(define("a").build());
      long start = System.nanoTime();
      publish(emitters, "1");
      if (kind.equals("retry")) {
        await().atMost(BOUND).until(() -> attempts.get() >= 3);
        int made = attempts.get();
        assertThat(made).isLessThanOrEqualTo(mostSince(start));
        return;
      }
      EmitterState expected = kind.equals("disable") ? EmitterState.DISABLED : EmitterState.ACTIVE;
      await().atMost(BOUND).until(() -> emitters.status("a").lastErrors().size() == 1);
      assertThat(emitters.awaitIdle(BOUND)).isTrue();
      assertThat(emitters.status("a").state()).isEqualTo(expected);
      assertThat(emitters.status("a").parked()).isEqualTo(kind.equals("rejected") ? 1 : 0);
      assertThat(attempts).hasValue(1);
    }
  }

  /** Returns how many attempts the shortest waits there are allow, from that moment until later. */
  private static int mostSince(long start) {
    long shortest = DeliverySettings.DEFAULT.initialDelay().dividedBy(10).toNanos();
    return 1 + (int) ((System.nanoTime() - start) / shortest);
  }

  @Test
  void triesAgainAfterAPauseWhileTheSourceOfChanceFails() {
    RandomGenerator failing =
        () -> {
          throw new IllegalStateException("no chance");
        };
    AtomicInteger attempts = new AtomicInteger();
    webhook.answer(
        delivery -> {
          attempts.incrementAndGet();
          return DeliveryResult.retry("down");
        });
    try (Emitters emitters = builder(webhook).random(failing).start()) {
      emitters.register(define("a").build());
      long start = System.nanoTime();
      publish(emitters, "1");
      await().atMost(BOUND).until(() -> attempts.get() >= 3);
      int made = attempts.get();
      assertThat(made).isLessThanOrEqualTo(mostSince(start));
    }
  }

  /** Time that passes, but by which nothing can be done later. */
  private static final class TimeWithoutTimer implements TimeSource {

    @Override
    public Clock clock() {
      return Clock.systemUTC();
    }

    @Override
    public long nanoTime() {
      return System.nanoTime();
    }

    @Override
    public Cancellation schedule(Duration delay, Runnable task) {
      throw new IllegalStateException("no timer");
    }

    @Override
    public void close() {
      throw new IllegalStateException("nothing to close");
    }
  }

  @Test
  void triesAgainInTimeWhileNothingCanBeScheduled() {
    webhook.failNext(3);
    try (Emitters emitters = builder(webhook).time(new TimeWithoutTimer()).start()) {
      emitters.register(define("a").delivery(QUICK).build());
      deliversAll(emitters);
    }
  }
}
