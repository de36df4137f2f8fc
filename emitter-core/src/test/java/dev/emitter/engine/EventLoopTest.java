package dev.emitter.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.awaitility.Durations.ONE_MINUTE;

import dev.emitter.execution.Execution;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("R1")
final class EventLoopTest {

  private final AtomicInteger rounds = new AtomicInteger();
  private final EventLoop loop =
      new EventLoop(
          Execution.onThreads(),
          "loop-of-a-test",
          () -> {
            rounds.incrementAndGet();
            return Long.MAX_VALUE;
          });

  @AfterEach
  void stop() {
    loop.stop();
  }

  @Test
  void runsTheMessagesOfAThreadInTheirOrderOneAfterTheOther() {
    loop.start();
    List<Integer> seen = new ArrayList<>(); // what only one thread at a time may touch
    List<CompletableFuture<Void>> threads = new ArrayList<>();
    for (int thread = 0; thread < 4; thread++) {
      int first = thread * 10_000;
      threads.add(
          CompletableFuture.runAsync(
              () -> {
                for (int i = 0; i < 10_000; i++) {
                  int number = first + i;
                  loop.execute(() -> seen.add(number));
                }
              }));
    }
    threads.forEach(CompletableFuture::join);
    List<Integer> all = loop.call(() -> List.copyOf(seen));
    assertThat(all).hasSize(40_000);
    for (int thread = 0; thread < 4; thread++) {
      int first = thread * 10_000;
      assertThat(all.stream().filter(one -> one / 10_000 == first / 10_000)).isSorted();
    }
  }

  @Test
  void handsOnWhatACallReturnsOrThrows() {
    loop.start();
    assertThat(loop.call(() -> loop.call(loop::isInLoop))).isTrue();
    assertThat(loop.isInLoop()).isFalse();
    assertThatThrownBy(
            () ->
                loop.run(
                    () -> {
                      throw new IllegalStateException("said the message");
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("said the message");
  }

  @Test
  void goesOnAfterAMessageThatFails() {
    loop.start();
    loop.execute(
        () -> {
          throw new OutOfMemoryError("so says a test");
        });
    assertThat(loop.call(() -> 1)).isEqualTo(1);
  }

  @Test
  void looksAtItsWorkOnceItIsSignalled() {
    loop.start();
    await().atMost(ONE_MINUTE).until(() -> rounds.get() > 0);
    int before = rounds.get();
    loop.signal();
    await().atMost(ONE_MINUTE).until(() -> rounds.get() > before);
  }

  /** Otherwise whoever asks a closed engine how it is doing would wait for ever. */
  @Test
  void leavesMessagesToTheCallerOnceItHasEnded() {
    loop.start();
    loop.stop();
    for (int i = 0; i < 1_000; i++) {
      assertThat(loop.call(() -> loop.call(() -> 2))).isEqualTo(2);
    }
  }
}
