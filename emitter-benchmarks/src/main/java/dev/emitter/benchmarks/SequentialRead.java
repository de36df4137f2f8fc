package dev.emitter.benchmarks;

import dev.emitter.benchmarks.append.SampleEvent;
import dev.emitter.benchmarks.append.Series;
import dev.emitter.event.EncodedEvent;
import dev.emitter.event.EventCodec;
import dev.emitter.log.LoggedEvent;
import dev.emitter.log.Position;
import dev.emitter.log.disk.DiskEventLog;
import dev.emitter.log.disk.Durability;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * Reads the log on disk from its first event to its last, beside its floors: reading the same files
 * without looking at them, and reading them, checking as many bytes and decoding as many events.
 */
final class SequentialRead {

  private static final int ROUNDS = 7;
  private static final int EVENTS = 200_000;
  private static final int RECORD = SampleEvent.recordBytes();

  private final PrintStream out;
  private final Path directory;
  private final EncodedEvent event = SampleEvent.create();
  private final byte[] encoded = EventCodec.encode(event);

  SequentialRead(PrintStream out, Path directory) {
    this.out = out;
    this.directory = directory;
  }

  void run() throws IOException {
    fill();
    double[] raw = new double[ROUNDS];
    double[] checked = new double[ROUNDS];
    double[] log = new double[ROUNDS];
    for (int round = -3; round < ROUNDS; round++) {
      int slot = Math.max(round, 0);
      raw[slot] = perSecond(() -> readFiles(false));
      checked[slot] = perSecond(() -> readFiles(true));
      try (DiskEventLog opened = DiskEventLog.open(directory)) {
        log[slot] = perSecond(() -> read(opened));
      }
    }
    print(new Series(raw), new Series(checked), new Series(log));
    delete();
  }

  private void print(Series raw, Series checked, Series log) {
    double floor = checked.median();
    out.println("| reading 1 KB events in order, cached by the system | thousand/s | share |");
    out.println("|---|---|---|");
    out.printf("| the files, not looked at | %s | %.2f |%n", raw, raw.median() / floor);
    out.printf("| the files, checked and decoded | %s | 1.00 |%n", checked);
    out.printf("| the log, read(after, 256) | %s | %.2f |%n%n", log, log.median() / floor);
  }

  private static double perSecond(Runnable job) {
    long start = System.nanoTime();
    job.run();
    return EVENTS / ((System.nanoTime() - start) / 1e6);
  }

  private void fill() throws IOException {
    delete();
    try (DiskEventLog log = DiskEventLog.builder(directory).durability(Durability.NONE).open()) {
      for (int i = 0; i < EVENTS; i++) {
        log.append(SampleEvent.TOPIC, event);
      }
    }
  }

  private void delete() throws IOException {
    if (Files.exists(directory)) {
      for (Path file : files("")) {
        Files.delete(file);
      }
      Files.delete(directory);
    }
  }

  private List<Path> files(String ending) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(one -> one.toString().endsWith(ending)).toList();
    }
  }

  private void readFiles(boolean looking) {
    ByteBuffer block = ByteBuffer.allocate(1 << 17);
    int left = EVENTS;
    try {
      for (Path file : files(".events")) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
          while (channel.read(block.clear()) > 0) {
            int records = looking ? Math.min(left, block.position() / RECORD) : 0;
            look(block.array(), records);
            left -= records;
          }
        }
      }
      look(new byte[RECORD * 100], looking ? left : 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Checks and decodes as many events as a block holds, whatever is in it. */
  private void look(byte[] block, int records) {
    long weight = 0;
    for (int i = 0; i < records; i++) {
      CRC32C checksum = new CRC32C();
      checksum.update(block, i % 100 * RECORD, RECORD);
      if (checksum.getValue() != 0) {
        weight += EventCodec.decode(encoded, 0, encoded.length).weight();
      }
    }
    if (records > 0 && weight == 0) {
      throw new IllegalStateException("nothing was decoded");
    }
  }

  private static void read(DiskEventLog log) {
    int read = 0;
    Position at = log.start();
    for (List<LoggedEvent> page = log.read(at, 256); !page.isEmpty(); page = log.read(at, 256)) {
      read += page.size();
      at = page.get(page.size() - 1).position();
    }
    if (read != EVENTS) {
      throw new IllegalStateException("read " + read);
    }
  }
}
