package dev.emitter.benchmarks.journals;

import dev.emitter.benchmarks.DurableAppend;
import dev.emitter.benchmarks.append.Contestant;
import dev.emitter.benchmarks.append.GroupCommit;
import dev.emitter.benchmarks.append.Journals;
import dev.emitter.benchmarks.append.Race;
import dev.emitter.benchmarks.append.SampleEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Appends records of 1 KB durably to the log on disk, its floor, and other journals. Those that
 * sync for their caller alone get one thread that commits for all who wait, as they recommend.
 */
public final class JournalComparison {

  private static final int BYTES = SampleEvent.recordBytes();
  private static final List<Contestant> OTHERS =
      List.of(
          group("RocksDB", directory -> RocksDbTarget.open(directory, BYTES)),
          group("H2 MVStore", directory -> MvStoreTarget.open(directory, BYTES)),
          group("Chronicle Queue", directory -> ChronicleTarget.open(directory, BYTES)),
          new Contestant("Artemis", directory -> ArtemisJournal.open(directory, BYTES)));

  private JournalComparison() {}

  private interface TargetOpener {
    GroupCommit.Target open(Path directory) throws IOException;
  }

  private static Contestant group(String name, TargetOpener opener) {
    return new Contestant(name, directory -> GroupCommit.of(opener.open(directory)));
  }

  /**
   * Runs the comparison; takes about three minutes.
   *
   * @param args a directory on the disk to measure, which is cleared, and how many milliseconds
   *     each measurement takes
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    Path directory = Path.of(args.length > 0 ? args[0] : "target/journals");
    long milliseconds = args.length > 1 ? Long.parseLong(args[1]) : 500;
    List<Contestant> all = Stream.concat(Journals.durable().stream(), OTHERS.stream()).toList();
    new Race(all, DurableAppend.LOADS, milliseconds, System.out).run("1 KB, durable", directory);
  }
}
