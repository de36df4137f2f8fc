package dev.emitter.audit;

import static org.awaitility.Awaitility.await;
import static org.awaitility.Durations.ONE_MINUTE;

import dev.emitter.channel.Delivery;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;

/**
 * A process that stores so many megabytes, downloads them to a reader that takes its time, and goes
 * on storing meanwhile; it prints how many lines it read, of how many, and how many batches were
 * stored meanwhile, once no file of the store is open any more.
 */
final class SlowDownload {

  private static final int BATCH = 200;
  private static final int EVENT = 4_000;

  private SlowDownload() {}

  public static void main(String[] args) throws IOException {
    long wanted = Long.parseLong(args[1]) << 20;
    Audit audit = Audit.in(Path.of(args[0])).with("maxBytes", 1L << 40);
    long next = 1;
    for (long stored = 0; stored < wanted; stored += (long) BATCH * EVENT) {
      store(audit, next);
      next += BATCH;
    }
    Reader reader = new Reader(audit, next);
    try (AuditDownload download = audit.log().read(Audit.OWNER, Audit.ID, AuditQuery.ALL)) {
      download.writeTo(reader, AuditFormat.NDJSON);
    }
    audit.close();
    await().atMost(ONE_MINUTE).until(() -> openFiles() == 0); // a segment may be being compressed
    System.out.println(reader.lines + " " + (next - 1) + " " + reader.batches);
  }

  private static void store(Audit audit, long first) {
    List<Delivery> batch =
        LongStream.range(first, first + BATCH)
            .mapToObj(number -> Delivery.of(Audit.ID, Audit.bulky(number, EVENT), 1))
            .toList();
    audit.deliver(batch);
  }

  private static long openFiles() throws IOException {
    Path folder = Path.of("/proc/self/fd");
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    try (var files = Files.list(folder)) {
      return files.filter(Files::exists).filter(SlowDownload::isOfStore).count();
    }
  }

  private static boolean isOfStore(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString().contains(".ndjson");
    } catch (IOException closed) {
      return false;
    }
  }

  /** For each megabyte that it reads, a batch is stored: nobody waits for the reader. */
  private static final class Reader extends OutputStream {

    private final Audit audit;
    private long next;
    private long bytes;
    private long lines;
    private long batches;

    Reader(Audit audit, long next) {
      this.audit = audit;
      this.next = next;
    }

    @Override
    public void write(int one) {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] buffer, int from, int length) {
      for (int at = from; at < from + length; at++) {
        lines += buffer[at] == '\n' ? 1 : 0;
      }
      bytes += length;
      if (bytes >> 20 > batches) {
        batches++;
        store(audit, next);
        next += BATCH;
      }
    }
  }
}
