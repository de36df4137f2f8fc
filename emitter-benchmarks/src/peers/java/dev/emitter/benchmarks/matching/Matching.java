package dev.emitter.benchmarks.matching;

import dev.emitter.benchmarks.compare.Comparison;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
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

/**
 * What it costs to find the filters that let an event through, of more and more on one topic, with
 * the same matches. Not thread-safe.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 2,
    jvmArgsAppend = {"-Xmx3g", "-Xbatch"})
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class Matching {

  /** How the filters are found. */
  @Param public Matcher matcher = Matcher.INDEXED;

  /** How many filters there are. */
  @Param({"100", "1000", "10000", "100000"})
  public int filters = 100;

  private List<Matcher.Event> events = List.of();
  private ToIntFunction<Matcher.Event> count = event -> 0;

  /** Returns whether the real events are there that it needs. */
  public static boolean isPossible() {
    return Files.isReadable(GitHubEvents.file());
  }

  /** Returns how the outcome is shown. */
  public static Comparison comparison() {
    return new Comparison(
        "Find the filters of an event", Matching.class, "filters", "matcher", Matching::shown);
  }

  private static String shown(String value) {
    return value.toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** Prepares the filters, and holds each way to the answers of the others. */
  @Setup
  public void prepare() {
    List<String> data = GitHubEvents.data();
    events = Matcher.events(data);
    List<Rule> rules = Rule.of(filters, GitHubEvents.repositories(data));
    count = matcher.over(rules);
    ToIntFunction<Matcher.Event> expected = Matcher.ONE_BY_ONE.over(rules.subList(0, 100));
    int matches = 0;
    for (Matcher.Event event : events) {
      matches += expected.applyAsInt(event);
      if (count.applyAsInt(event) != expected.applyAsInt(event)) {
        throw new IllegalStateException(matcher + " disagrees");
      }
    }
    if (matches < events.size() / 4) {
      throw new IllegalStateException("only " + matches + " matches");
    }
  }

  /** Finds the filters of every event once. */
  @Benchmark
  @OperationsPerInvocation(GitHubEvents.COUNT)
  public int find() {
    int matches = 0;
    for (Matcher.Event event : events) {
      matches += count.applyAsInt(event);
    }
    return matches;
  }
}
