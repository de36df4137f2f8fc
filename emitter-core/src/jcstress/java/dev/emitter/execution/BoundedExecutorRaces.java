package dev.emitter.execution;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.Z_Result;

/** What threads see of an executor: no task waits for another one without need. */
final class BoundedExecutorRaces {

  private BoundedExecutorRaces() {}

  /** Two threads at most, both about to look for more. */
  @State
  public static class Executing {

    final BoundedExecutor executor = new BoundedExecutor("race", 2);
    final CountDownLatch released = new CountDownLatch(1);
    volatile boolean late;

    public Executing() {
      executor.execute(() -> {});
      executor.execute(() -> {});
    }

    void hang() {
      Patience.within(() -> late = !released.await(Patience.NANOS, TimeUnit.NANOSECONDS));
    }
  }

  /** A task does not wait for one that hangs, as there may be two threads. */
  @JCStressTest
  @Outcome(id = "false", expect = Expect.ACCEPTABLE, desc = "released")
  public static class TasksDoNotWaitForOneThatHangs {

    @Actor
    public void hanging(Executing state) {
      state.executor.execute(state::hang);
    }

    @Actor
    public void releasing(Executing state) {
      state.executor.execute(state.released::countDown);
    }

    @Arbiter
    public void look(Executing state, Z_Result seen) {
      Patience.within(() -> state.executor.terminate(2 * Patience.NANOS));
      seen.r1 = state.late;
    }
  }
}
