package dev.emitter.engine;

import dev.emitter.delivery.EmitterListener;
import dev.emitter.execution.Execution;
import dev.emitter.execution.Patience;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** What threads see of what listeners are told. */
final class ListenerQueueRaces {

  private ListenerQueueRaces() {}

  /** A queue whose listener notes what it is told. */
  @State
  public static class Told implements EmitterListener {

    final StringBuffer told = new StringBuffer();
    final ListenerQueue queue = new ListenerQueue(Execution.onThreads(), this, () -> {});

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
      Patience.within(() -> state.queue.awaitTold(Patience.NANOS));
      seen.r1 = state.told.toString();
      Patience.within(() -> state.queue.close(Patience.NANOS));
    }
  }
}
