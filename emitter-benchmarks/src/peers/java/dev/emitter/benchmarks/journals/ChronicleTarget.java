package dev.emitter.benchmarks.journals;

import dev.emitter.benchmarks.append.GroupCommit;
import java.nio.file.Path;
import net.openhft.chronicle.bytes.SyncMode;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import org.jspecify.annotations.Nullable;

/** Chronicle Queue: one sync of the mapped file for all that wait. Used by one thread. */
final class ChronicleTarget implements GroupCommit.Target {

  private final ChronicleQueue queue;
  private final byte[] record;
  private @Nullable ExcerptAppender appender;

  private ChronicleTarget(ChronicleQueue queue, byte[] record) {
    this.queue = queue;
    this.record = record;
  }

  static ChronicleTarget open(Path directory, int recordBytes) {
    System.setProperty("chronicle.analytics.disable", "true"); // or it reports its use
    ChronicleQueue queue = ChronicleQueue.singleBuilder(directory).syncMode(SyncMode.SYNC).build();
    return new ChronicleTarget(queue, new byte[recordBytes]);
  }

  @Override
  public void write(int records) {
    ExcerptAppender own = appender();
    for (int i = 0; i < records; i++) {
      own.writeBytes(bytes -> bytes.write(record));
    }
    own.sync();
  }

  /** Returns the appender, which belongs to the thread that makes it. */
  private ExcerptAppender appender() {
    ExcerptAppender own = appender;
    if (own == null) {
      own = queue.createAppender();
      appender = own;
    }
    return own;
  }

  @Override
  public void close() {
    queue.close();
  }
}
