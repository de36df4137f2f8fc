package dev.emitter.benchmarks.append;

import dev.emitter.event.EncodedEvent;
import dev.emitter.log.disk.DiskEventLog;
import dev.emitter.log.disk.Durability;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The library's log and its floor as contestants. */
public final class Journals {

  private Journals() {}

  /** Returns those that make each record durable, the two floors first. */
  public static List<Contestant> durable() {
    return List.of(raw(true), rolling(), log(Durability.SYNCED));
  }

  /** Returns those that hand each record to the operating system, the floor first. */
  public static List<Contestant> written() {
    return List.of(raw(false), log(Durability.WRITTEN), log(Durability.NONE));
  }

  private static Contestant raw(boolean forced) {
    return new Contestant(
        "raw file",
        directory -> GroupCommit.of(RawFile.create(directory, SampleEvent.recordBytes(), forced)));
  }

  private static Contestant rolling() {
    return new Contestant(
        "raw files, rolled",
        directory -> GroupCommit.of(RolledFiles.create(directory, SampleEvent.recordBytes())));
  }

  private static Contestant log(Durability durability) {
    return new Contestant("log, " + durability, directory -> open(directory, durability));
  }

  private static Journal open(Path directory, Durability durability) {
    DiskEventLog log = DiskEventLog.builder(directory).durability(durability).open();
    EncodedEvent event = SampleEvent.create();
    return new Journal() {
      @Override
      public CompletableFuture<?> append() {
        return log.append(SampleEvent.TOPIC, event).toCompletableFuture();
      }

      @Override
      public void close() {
        log.close();
      }
    };
  }
}
