package dev.emitter.engine;

import dev.emitter.execution.Execution;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** What threads see of a loop: no message is lost or overtaken, and none is slept through. */
final class EventLoopRaces {

  private EventLoopRaces() {}

  /** A loop that sleeps whenever it has no message. */
  @State
  public static class Running {

    final EventLoop loop = new EventLoop(Execution.onThreads(), "race", () -> Long.MAX_VALUE);
    int value;

    public Running() {
      loop.start();
    }

    int count() {
      return ++value;
    }
  }

  /** Two that ask at once are answered one after the other. */
  @JCStressTest
  @Outcome(id = "1, 2", expect = Expect.ACCEPTABLE, desc = "the first was first")
  @Outcome(id = "2, 1", expect = Expect.ACCEPTABLE, desc = "the second was first")
  public static class BothAreAnswered {

    @Actor
    public void one(Running state, II_Result seen) {
      seen.r1 = state.loop.call(state::count);
    }

    @Actor
    public void other(Running state, II_Result seen) {
      seen.r2 = state.loop.call(state::count);
    }

    @Arbiter
    public void end(Running state, II_Result seen) {
      state.loop.stop();
    }
  }

  /** Messages of one thread run in their order, whatever another one does. */
  @JCStressTest
  @Outcome(id = "12, 0", expect = Expect.ACCEPTABLE, desc = "asked before both")
  @Outcome(id = "12, 1", expect = Expect.ACCEPTABLE, desc = "asked between them")
  @Outcome(id = "12, 12", expect = Expect.ACCEPTABLE, desc = "asked after both")
  public static class MessagesKeepTheirOrder {

    @Actor
    public void writing(Running state, II_Result seen) {
      state.loop.execute(() -> state.value = 1);
      state.loop.execute(() -> state.value = state.value * 10 + 2);
      seen.r1 = state.loop.call(() -> state.value);
    }

    @Actor
    public void reading(Running state, II_Result seen) {
      seen.r2 = state.loop.call(() -> state.value);
    }

    @Arbiter
    public void end(Running state, II_Result seen) {
      state.loop.stop();
    }
  }

  /** What is asked while the loop ends is done all the same, by its thread or by the caller. */
  @JCStressTest
  @Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "done")
  public static class NothingIsLostAtTheEnd {

    @Actor
    public void ending(Running state) {
      state.loop.stop();
    }

    @Actor
    public void asking(Running state) {
      state.loop.execute(state::count);
    }

    @Arbiter
    public void look(Running state, I_Result seen) {
      seen.r1 = state.loop.call(() -> state.value);
    }
  }
}
