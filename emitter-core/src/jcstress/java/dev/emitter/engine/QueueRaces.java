package dev.emitter.engine;

import dev.emitter.delivery.EmitterListener;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;
import org.openjdk.jcstress.infra.results.Z_Result;

/** What threads see of the queues that run the application's code. */
final class QueueRaces {

  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);

  private QueueRaces() {}

  /** Something that waits. */
  @FunctionalInterface
  interface Waiting {
    void run() throws InterruptedException;
  }

  static void within(Waiting waiting) {
    try {
      waiting.run();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A queue whose listener notes what it is told. */
  @State
  public static class Told implements EmitterListener {

    final StringBuffer told = new StringBuffer();
    final ListenerQueue queue = new ListenerQueue(this, () -> {});

    @Override
    public void registered(String emitterId, String type, @Nullable String owner) {
      told.append(emitterId);
    }

    void happens(String what) {
      queue.registered(what, "", null);
    }
  }

  /** Everything is told once, in the order of each thread. */
  @JCStressTest
  @Outcome(
      id = {"abAB", "aAbB", "aABb", "AabB", "AaBb", "ABab"},
      expect = Expect.ACCEPTABLE,
      desc = "in order")
  public static class ListenersAreToldInOrder {

    @Actor
    public void one(Told state) {
      state.happens("a");
      state.happens("b");
    }

    @Actor
    public void other(Told state) {
      state.happens("A");
      state.happens("B");
    }

    @Arbiter
    public void look(Told state, L_Result seen) {
      within(() -> state.queue.awaitTold(PATIENCE));
      seen.r1 = state.told.toString();
      within(() -> state.queue.close(PATIENCE));
    }
  }

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
      within(() -> late = !released.await(PATIENCE, TimeUnit.NANOSECONDS));
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
      within(() -> state.executor.terminate(2 * PATIENCE));
      seen.r1 = state.late;
    }
  }
}
