package dev.emitter.benchmarks.feel;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs to get from the source of a filter to its first evaluation. Not thread-safe. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xmx1g", "-Xbatch"})
@Warmup(iterations = 4, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 6, time = 150, timeUnit = TimeUnit.MILLISECONDS)
public class FilterCompilation {

  /** What compiles. */
  @Param({"OURS", "KIE", "SCALA_MAP"})
  public Engine engine = Engine.OURS;

  /** What is compiled. */
  @Param public Filter filter = Filter.AND;

  private Peer peer = new HandWrittenPeer();

  /** Starts the engine. */
  @Setup
  public void start() {
    peer = engine.peer();
  }

  /** Compiles the filter. */
  @Benchmark
  public Object compile() {
    return peer.compile(filter);
  }
}
