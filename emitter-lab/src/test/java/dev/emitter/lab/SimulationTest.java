package dev.emitter.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emitter.execution.Execution;
import dev.emitter.execution.TaskExecutor;
import dev.emitter.execution.Worker;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Lock;
import org.junit.jupiter.api.Test;

/** The order of a process comes from its seed, and what waits lets others go on. */
final class SimulationTest {

  private static final String WAITING = "emitter-cursors"; // whose tasks may wait

  private final Simulation simulation = new Simulation(new SplittableRandom(1));

  private static List<Integer> order(long seed) {
    Simulation simulation = new Simulation(new SplittableRandom(seed));
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      int number = i;
      simulation.executor("tasks of " + i, 1).execute(() -> order.add(number));
    }
    awaitAll(simulation, order, 6);
    return order;
  }

  private static void awaitAll(Simulation simulation, List<Integer> order, int all) {
    assertThat(simulation.await(() -> order.size() == all, Long.MAX_VALUE)).isTrue();
  }

  @Test
  void aSeedGivesAnOrderAndOtherSeedsOtherOrders() {
    Set<List<Integer>> orders = new HashSet<>();
    for (long seed = 1; seed <= 20; seed++) {
      orders.add(order(seed));
      assertThat(order(seed)).isEqualTo(order(seed));
    }
    assertThat(orders).hasSizeGreaterThan(10);
  }

  @Test
  void tellsThatWhatIsWaitedForCannotCome() {
    CompletableFuture<Void> never = new CompletableFuture<>();
    assertThatThrownBy(() -> simulation.join(never))
        .isInstanceOf(Violation.class)
        .hasMessageContaining("stuck");
  }

  @Test
  void timeGoesOnWhenNobodyElseCan() {
    CompletableFuture<Void> never = new CompletableFuture<>();
    assertThat(simulation.await(never, 5_000_000_000L)).isFalse();
    assertThat(simulation.nanoTime()).isEqualTo(5_000_000_000L);
  }

  @Test
  void aStepOfAWorkerMustNotWait() {
    worker(
            simulation,
            () -> {
              simulation.join(new CompletableFuture<>());
              return Worker.END;
            })
        .start();
    CompletableFuture<Void> never = new CompletableFuture<>();
    assertThatThrownBy(() -> simulation.join(never))
        .isInstanceOf(Violation.class)
        .hasMessageContaining("must not");
  }

  private interface Work {
    long run();
  }

  private static Worker worker(Execution execution, Work work) {
    return execution.worker(
        "worker of a test",
        new Worker.Step() {
          @Override
          public long run() {
            return work.run();
          }

          @Override
          public boolean isPending() {
            return false;
          }
        });
  }

  @Test
  void aTaskThatWaitsLetsOthersGoOnAndHoldsItsLock() {
    List<Integer> order = new ArrayList<>();
    Lock lock = simulation.lock();
    CompletableFuture<Void> answer = new CompletableFuture<>();
    TaskExecutor tasks = simulation.executor(WAITING, 2);
    tasks.execute(
        () -> {
          lock.lock();
          try {
            simulation.join(answer);
            order.add(1);
          } finally {
            lock.unlock();
          }
        });
    simulation.await(() -> false, 1);
    tasks.execute(
        () -> {
          lock.lock();
          try {
            order.add(2);
          } finally {
            lock.unlock();
          }
        });
    simulation.await(() -> false, 2);
    assertThat(order).isEmpty();
    worker(
            simulation,
            () -> {
              answer.complete(null);
              return Worker.END;
            })
        .start();
    awaitAll(simulation, order, 2);
    assertThat(order).containsExactly(1, 2);
  }

  @Test
  void nothingGoesOnOnceTheProcessIsKilled() {
    List<String> done = new ArrayList<>();
    simulation
        .executor(WAITING, 1)
        .execute(
            () -> {
              done.add("begun");
              simulation.join(new CompletableFuture<>());
              done.add("ended");
            });
    simulation.await(() -> false, 1);
    simulation.kill();
    assertThat(done).containsExactly("begun");
    assertThatThrownBy(() -> simulation.await(() -> true, Long.MAX_VALUE))
        .isInstanceOf(IllegalStateException.class);
  }
}
