package dev.emitter.benchmarks.matching;

import dev.emitter.benchmarks.compare.Comparison;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
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

/** What it costs to decide about real events by two of their many fields. Not thread-safe. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 2,
    jvmArgsAppend = {"-Xmx1g", "-Xbatch"})
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class ReadingFields {

  /** How the data is read. */
  @Param public Reading reading = Reading.LAZILY;

  /** What is read. */
  @Param("GitHub events")
  public String events = "";

  private List<Matcher.Event> all = List.of();
  private Predicate<Matcher.Event> filter = event -> false;

  /** Returns how the outcome is shown. */
  public static Comparison comparison() {
    return new Comparison(
        "Decide by two fields", ReadingFields.class, "events", "reading", ReadingFields::shown);
  }

  private static String shown(String value) {
    return value.toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** Prepares the events. */
  @Setup
  public void prepare() {
    all = Matcher.events(GitHubEvents.data());
    filter = reading.filter();
  }

  /** Decides about every event once. */
  @Benchmark
  @OperationsPerInvocation(GitHubEvents.COUNT)
  public int decide() {
    int matches = 0;
    for (Matcher.Event event : all) {
      matches += filter.test(event) ? 1 : 0;
    }
    return matches;
  }
}
