package dev.emitter.log.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.execution.Execution;
import dev.emitter.execution.Worker;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One worker commits at any time, whoever answers for how long. */
@Tag("C1")
@Timeout(120)
final class CommitterRoleTest {

  private final CommitterRole role = new CommitterRole(Execution.onThreads());
  private final AtomicInteger started = new AtomicInteger();

  /** Counts the workers, each of which ends at once: the test does their work. */
  private final Worker.Step step =
      new Worker.Step() {
        @Override
        public long run() {
          started.incrementAndGet();
          return -1;
        }

        @Override
        public boolean isPending() {
          return false;
        }

        @Override
        public void ended() {}
      };

  /** Answers until the latch is open; the future says whether the role is still its own then. */
  private CompletableFuture<Boolean> answer(CountDownLatch open) throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<Boolean> kept =
        CompletableFuture.supplyAsync(
            () ->
                role.answer(
                    () -> {
                      begun.countDown();
                      awaitOpen(open);
                    }),
            task -> new Thread(task).start());
    begun.await();
    return kept;
  }

  private static void awaitOpen(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Who was relieved took the role back once, while its successor answered; nobody woke it up. */
  @Test
  void whoWasRelievedDoesNotTakeTheRoleOfItsSuccessor() throws Exception {
    role.start(step);
    CountDownLatch first = new CountDownLatch(1);
    CountDownLatch second = new CountDownLatch(1);
    CompletableFuture<Boolean> relieved = answer(first);
    while (started.get() < 2) { // until it is late
      role.require();
      Thread.onSpinWait();
    }
    CompletableFuture<Boolean> successor = answer(second);

    first.countDown();
    assertThat(relieved.get(60, TimeUnit.SECONDS)).isFalse();
    second.countDown();
    assertThat(successor.get(60, TimeUnit.SECONDS)).isTrue();
  }
}
