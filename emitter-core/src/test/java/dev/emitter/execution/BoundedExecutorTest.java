package dev.emitter.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A task that hangs keeps none waiting, as long as there may be another thread. */
@Tag("R2")
final class BoundedExecutorTest {

  private static final int TIMES = Integer.getInteger("executor.rounds", 5_000);

  @Test
  void nothingWaitsForATaskThatHangs() throws InterruptedException {
    BoundedExecutor executor = new BoundedExecutor("test", 2);
    for (int i = 0; i < TIMES; i++) {
      CountDownLatch release = new CountDownLatch(1);
      CountDownLatch ran = new CountDownLatch(1);
      executor.execute(() -> {}); // their threads look for more at the moment when there is more
      executor.execute(() -> {});
      executor.execute(() -> await(release));
      executor.execute(ran::countDown);
      assertThat(ran.await(30, TimeUnit.SECONDS)).as("round %s", i).isTrue();
      release.countDown();
    }
    executor.terminate(TimeUnit.SECONDS.toNanos(30));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
