package dev.emitter.benchmarks;

import dev.emitter.benchmarks.append.Journals;
import dev.emitter.benchmarks.append.Publishing;
import dev.emitter.benchmarks.append.Race;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/**
 * Appends events of 1 KB to the log on disk, beside its floor: a loop that writes as many bytes to
 * one file filled with zeros and forces it once for all publishers that wait. Then reads them.
 */
public final class DurableAppend {

  /** The publishers that every journal is measured with. */
  public static final List<Publishing> LOADS =
      List.of(
          new Publishing(1, 1),
          new Publishing(8, 1),
          new Publishing(64, 1),
          new Publishing(1, 1000));

  private DurableAppend() {}

  /**
   * Runs everything.
   *
   * @param args a directory on the disk to measure, which is cleared, and how many milliseconds
   *     each measurement takes
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    Path directory = Path.of(args.length > 0 ? args[0] : "target/durable-append");
    long milliseconds = args.length > 1 ? Long.parseLong(args[1]) : 1000;
    run(System.out, directory, milliseconds);
  }

  static void run(PrintStream out, Path directory, long milliseconds)
      throws IOException, InterruptedException {
    new Race(Journals.durable(), LOADS, milliseconds, out).run("1 KB, durable", directory);
    new Race(Journals.written(), List.of(new Publishing(1, 1000)), milliseconds, out)
        .run("1 KB, written but not synced", directory);
    new SequentialRead(out, directory).run();
  }
}
