package dev.emitter.benchmarks.feel;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What one evaluation of a filter costs, over the same events for all engines. Not thread-safe. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 2,
    jvmArgsAppend = {"-Xmx1g", "-Xbatch"})
@Warmup(iterations = 4, time = 250, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 4, time = 150, timeUnit = TimeUnit.MILLISECONDS)
public class FilterEvaluation {

  /** What evaluates. */
  @Param public Engine engine = Engine.HAND;

  /** What is evaluated. */
  @Param public Filter filter = Filter.AND;

  private Peer.Test test = event -> false;

  /** Compiles the filter, and holds the engine to the answers of the filters written by hand. */
  @Setup
  public void compile() {
    Peer peer = engine.peer();
    Peer hand = new HandWrittenPeer();
    for (Filter each : Filter.values()) {
      check(each, Peer.matching(hand.compile(each)), Peer.matching(peer.compile(each)));
    }
    test = peer.compile(filter);
  }

  private void check(Filter each, List<Integer> expected, List<Integer> matching) {
    if (!matching.equals(expected)) {
      throw new IllegalStateException(
          engine + " disagrees on " + each + ": " + matching + " instead of " + expected);
    }
    if (Math.abs(expected.size() - SampleEvents.COUNT / 2) > SampleEvents.COUNT / 5) {
      throw new IllegalStateException(each + " matches " + expected.size() + " events, not half");
    }
  }

  /** Evaluates the filter once for every event. */
  @Benchmark
  @OperationsPerInvocation(SampleEvents.COUNT)
  public int evaluate() {
    int matching = 0;
    for (int event = 0; event < SampleEvents.COUNT; event++) {
      matching += test.matches(event) ? 1 : 0;
    }
    return matching;
  }
}
