package dev.emitter.engine;

import static dev.emitter.engine.EngineFixture.define;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.awaitility.Durations.ONE_MINUTE;

import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.filter.Clause;
import dev.emitter.filter.EventFilter;
import dev.emitter.filter.FilterInput;
import dev.emitter.filter.FilterResult;
import dev.emitter.log.LoggedEvent;
import dev.emitter.problem.EmitterException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Code of the application that hangs, or does what it must not do, where the loop calls it. */
@Tag("R1")
final class HangingCodeTest {

  private final EngineFixture fixture = new EngineFixture();

  @Test
  void closingEndsAlthoughAFilterHangs() throws InterruptedException {
    CountDownLatch goOn = new CountDownLatch(1);
    hangIn(goOn);
    CompletableFuture<Void> closed =
        CompletableFuture.runAsync(() -> fixture.engine.close(Duration.ZERO));
    await().atMost(ONE_MINUTE).until(closed::isDone);
    goOn.countDown();
    fixture.log.close();
  }

  /** Whoever looks must not hang, too, and the log says which code it is. */
  @Test
  void whoeverLooksWhileAFilterHangsIsTold() throws InterruptedException {
    CountDownLatch goOn = new CountDownLatch(1);
    hangIn(goOn);
    try (LogCapture log = LogCapture.of(EventLoop.class)) {
      assertThatThrownBy(() -> fixture.engine.running().status("a"))
          .isInstanceOf(EmitterException.class)
          .hasMessageContaining("does not answer");
      assertThat(log.lines()).anyMatch(line -> line.contains("HangingCodeTest.hang"));
    }
    goOn.countDown();
    assertThat(fixture.engine.running().status("a")).isNotNull();
    fixture.idle();
    fixture.close();
  }

  /** Returns once the loop hangs in the filter of emitter a. */
  private void hangIn(CountDownLatch goOn) throws InterruptedException {
    CountDownLatch asked = new CountDownLatch(1);
    EventFilter hanging =
        filter(
            () -> {
              asked.countDown();
              hang(goOn);
            });
    fixture.add(define("a").build(), hanging).publish(1);
    assertThat(asked.await(1, TimeUnit.MINUTES)).isTrue();
  }

  private static EventFilter filter(Runnable code) {
    return new EventFilter() {
      @Override
      public FilterResult test(FilterInput input) {
        code.run();
        return FilterResult.MATCH;
      }

      @Override
      public Clause explain(FilterInput input) {
        return Clause.leaf("code", test(input), "");
      }
    };
  }

  private static void hang(CountDownLatch latch) {
    try {
      latch.await(2, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aFilterThatChangesEmittersIsRefused() throws InterruptedException {
    AtomicReference<@Nullable Throwable> refused = new AtomicReference<>();
    EventFilter changing =
        filter(
            () -> {
              try {
                fixture.remove("a");
              } catch (IllegalStateException e) {
                refused.set(e);
              }
            });
    fixture.add(define("a").build(), changing).publish(1).idle();
    assertThat(refused.get()).hasMessageContaining("must not change emitters");
    assertThat(fixture.delivered("a")).containsExactly(1);
    fixture.close();
  }

  /** What the application does with the answer is its own affair. */
  @Test
  void whatFollowsFromAResubmissionKeepsNobodyWaiting() throws InterruptedException {
    CountDownLatch goOn = new CountDownLatch(1);
    fixture.add(define("a").build()).publish(1).idle();
    Delivery first = fixture.channel.attempts.get(0);
    LoggedEvent again =
        new LoggedEvent(
            Objects.requireNonNull(first.position()), first.topic(), first.event(), Instant.EPOCH);
    fixture.channel.manual = true; // or it could be answered before anything follows from that
    CompletableFuture<Void> followed =
        Objects.requireNonNull(fixture.engine.orders().resubmit("a", List.of(again)))
            .thenRun(() -> hang(goOn))
            .toCompletableFuture();
    await().atMost(ONE_MINUTE).until(() -> fixture.channel.held.size() == 1);
    fixture.channel.manual = false;
    fixture.channel.held.get(0).results().complete(List.of(DeliveryResult.delivered()));
    fixture.publish(10);
    await().atMost(ONE_MINUTE).until(() -> fixture.delivered("a").size() == 11);
    assertThat(followed.isDone()).isFalse();
    goOn.countDown();
    followed.join();
    fixture.close();
  }
}
