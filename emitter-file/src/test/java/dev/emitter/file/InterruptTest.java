package dev.emitter.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.channel.DeliveryResult;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("C3")
class InterruptTest {

  @TempDir Path folder;

  @Test
  void deliversOnAnInterruptedThreadAndLeavesItInterrupted() {
    Path file = folder.resolve("all.log");
    try (Emitter emitter = Emitter.to(file)) {
      emitter.deliver(0, 2);
      Thread.currentThread().interrupt();
      assertThat(emitter.deliver(2, 4)).allMatch(DeliveryResult.delivered()::equals);
      assertThat(Thread.interrupted()).isTrue();
      emitter.deliver(4, 6);
    } finally {
      Thread.interrupted();
    }
    assertThat(Events.read(file)).isEqualTo(Events.lines(0, 6));
  }

  @RepeatedTest(2)
  void losesAndRepeatsNothingWhenInterruptedAtAnyMoment() throws InterruptedException {
    Path file = folder.resolve("all.log");
    Random random = new Random(7);
    AtomicBoolean done = new AtomicBoolean();
    Thread target = Thread.currentThread();
    Thread interrupter =
        new Thread(
            () -> {
              while (!done.get()) {
                target.interrupt();
                spin(random.nextInt(20_000));
              }
            });
    interrupter.start();
    try (Emitter emitter = Emitter.to(file).with("fsync", "batch")) {
      for (int from = 0; from < 1000; ) {
        DeliveryResult result = emitter.deliver(from, from + 20).get(0);
        from += result.equals(DeliveryResult.delivered()) ? 20 : 0;
      }
    } finally {
      done.set(true);
      while (interrupter.isAlive()) {
        Thread.interrupted();
        Thread.onSpinWait();
      }
      Thread.interrupted();
    }
    assertThat(Events.read(file)).isEqualTo(Events.lines(0, 1000));
  }

  private static void spin(int rounds) {
    for (int round = 0; round < rounds; round++) {
      Thread.onSpinWait();
    }
  }
}
