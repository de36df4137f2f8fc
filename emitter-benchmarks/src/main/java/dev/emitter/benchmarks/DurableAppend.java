package dev.emitter.benchmarks;

import dev.emitter.event.EncodedEvent;
import dev.emitter.event.EventCodec;
import dev.emitter.event.EventCompleter;
import dev.emitter.log.LoggedEvent;
import dev.emitter.log.Position;
import dev.emitter.log.disk.DiskEventLog;
import dev.emitter.log.disk.Durability;
import dev.emitter.topic.Topic;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Appends events of 1 KB to the log on disk, beside its floor: a loop that writes the same bytes to
 * one file filled with zeros and forces it once for all publishers that wait. Then reads them.
 */
public final class DurableAppend {

  private static final int ROUNDS = 5;
  private static final Topic TOPIC = Topic.of("orders", "eu");

  private final PrintStream out;
  private final Path directory;
  private final EncodedEvent event = event();
  private final int seconds;

  private DurableAppend(PrintStream out, Path directory, int seconds) {
    this.out = out;
    this.directory = directory;
    this.seconds = seconds;
  }

  /**
   * Runs everything.
   *
   * @param args a directory on the disk to measure, and how many seconds each measurement takes
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    Path directory = Path.of(args.length > 0 ? args[0] : "target/durable-append");
    int seconds = args.length > 1 ? Integer.parseInt(args[1]) : 2;
    DurableAppend runs = new DurableAppend(System.out, directory, seconds);
    runs.appends();
    runs.reads(args.length > 2 ? Integer.parseInt(args[2]) : 200_000);
  }

  private static EncodedEvent event() {
    byte[] data = ("\"" + "x".repeat(900) + "\"").getBytes(StandardCharsets.UTF_8);
    EventCompleter completer =
        new EventCompleter(URI.create("urn:b"), Clock.systemUTC(), () -> "x", 1 << 20);
    return completer.complete(
        CloudEventBuilder.v1()
            .withId("4f1c2f4e-0000-0000-0000-000000000000")
            .withSource(URI.create("https://shop.example"))
            .withType("order.placed")
            .withData("application/json", data)
            .build());
  }

  private interface Appender extends AutoCloseable {
    CompletableFuture<?> append();

    @Override
    void close();
  }

  private void appends() throws IOException, InterruptedException {
    out.println(
        "| 1 KB events, durable | thousand/s, raw loop | thousand/s, log | of the raw loop |");
    out.println("|---|---|---|---|");
    for (int publishers : new int[] {1, 8, 64}) {
      row(publishers + " publishers, each waits", publishers, 1);
    }
    row("1 publisher, 1,000 at once", 1, 1000);
    out.println();
  }

  private void row(String what, int publishers, int window)
      throws IOException, InterruptedException {
    double[] raw = new double[ROUNDS];
    double[] log = new double[ROUNDS];
    for (int round = -1; round < ROUNDS; round++) {
      double floor = perSecond(new RawLoop(file(), event), publishers, window);
      double own = perSecond(log(), publishers, window);
      if (round >= 0) {
        raw[round] = floor;
        log[round] = own;
      }
    }
    Series floor = new Series(raw);
    Series own = new Series(log);
    out.printf("| %s | %s | %s | %.2f |%n", what, floor, own, own.median() / floor.median());
  }

  private Path file() throws IOException {
    clear();
    Files.createDirectories(directory);
    return directory.resolve("raw");
  }

  private void clear() throws IOException {
    if (Files.exists(directory)) {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private Appender log() throws IOException {
    clear();
    DiskEventLog log = DiskEventLog.open(directory);
    return new Appender() {
      @Override
      public CompletableFuture<Position> append() {
        return log.append(TOPIC, event).toCompletableFuture();
      }

      @Override
      public void close() {
        log.close();
      }
    };
  }

  private double perSecond(Appender appender, int publishers, int window)
      throws InterruptedException {
    try (appender) {
      AtomicInteger count = new AtomicInteger();
      long start = System.nanoTime();
      long end = start + seconds * 1_000_000_000L;
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < publishers; i++) {
        Thread thread = new Thread(() -> publish(appender, window, end, count));
        thread.start();
        threads.add(thread);
      }
      for (Thread thread : threads) {
        thread.join();
      }
      return count.get() / ((System.nanoTime() - start) / 1e6);
    }
  }

  private static void publish(Appender appender, int window, long end, AtomicInteger count) {
    CompletableFuture<?>[] pending = new CompletableFuture<?>[window];
    int at = 0;
    int done = 0;
    while (System.nanoTime() < end) {
      CompletableFuture<?> oldest = pending[at];
      if (oldest != null) {
        oldest.join();
      }
      pending[at] = appender.append();
      at = (at + 1) % window;
      done++;
    }
    for (CompletableFuture<?> one : pending) {
      if (one != null) {
        one.join();
      }
    }
    count.addAndGet(done);
  }

  private void reads(int events) throws IOException {
    clear();
    try (DiskEventLog log = DiskEventLog.builder(directory).durability(Durability.NONE).open()) {
      for (int i = 0; i < events; i++) {
        log.append(TOPIC, event);
      }
    }
    double[] raw = new double[ROUNDS];
    double[] own = new double[ROUNDS];
    double[] decode = new double[ROUNDS];
    for (int round = -2; round < ROUNDS; round++) {
      double rawRate = events / milliseconds(this::readRaw);
      double ownRate = events / milliseconds(() -> readLog(events));
      double decodeRate = events / milliseconds(() -> decode(events));
      if (round >= 0) {
        raw[round] = rawRate;
        own[round] = ownRate;
        decode[round] = decodeRate;
      }
    }
    out.println("| reading 1 KB events in order, cached by the system | thousand/s |");
    out.println("|---|---|");
    out.printf("| the files in blocks of 128 KiB, not looked at | %s |%n", new Series(raw));
    out.printf("| decoding one event again and again, no file | %s |%n", new Series(decode));
    out.printf("| the log, read(after, 256), opened anew | %s |%n", new Series(own));
    clear();
  }

  private static double milliseconds(Runnable job) {
    long start = System.nanoTime();
    job.run();
    return (System.nanoTime() - start) / 1e6;
  }

  private void readRaw() {
    ByteBuffer block = ByteBuffer.allocate(1 << 17);
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(one -> one.toString().endsWith(".events")).toList()) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
          while (channel.read(block.clear()) > 0) {}
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void readLog(int events) {
    int read = 0;
    try (DiskEventLog log = DiskEventLog.open(directory)) {
      Position at = log.start();
      for (List<LoggedEvent> page = log.read(at, 256); !page.isEmpty(); page = log.read(at, 256)) {
        read += page.size();
        at = page.get(page.size() - 1).position();
      }
    }
    if (read != events) {
      throw new IllegalStateException("read " + read);
    }
  }

  private void decode(int events) {
    byte[] bytes = EventCodec.encode(event);
    long sum = 0;
    for (int i = 0; i < events; i++) {
      sum += EventCodec.decode(bytes, 0, bytes.length).weight();
    }
    if (sum == 0) {
      throw new IllegalStateException("nothing was decoded");
    }
  }

  /** The floor: one thread that writes what there is and forces it, without any log around it. */
  private static final class RawLoop implements Appender {

    private static final int FILE = 512 << 20;

    private final FileChannel channel;
    private final byte[] record;
    private final ByteBuffer batch = ByteBuffer.allocateDirect(1 << 20);
    private final Thread writer = new Thread(this::run);
    private List<CompletableFuture<?>> waiting = new ArrayList<>();
    private boolean closed;
    private long end;

    RawLoop(Path file, EncodedEvent event) throws IOException {
      this.record = new byte[EventCodec.encode(event).length + 44];
      this.channel =
          FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      ByteBuffer zeros = ByteBuffer.allocateDirect(1 << 20);
      for (int at = 0; at < FILE; at += zeros.capacity()) {
        channel.write(zeros.clear(), at);
      }
      channel.force(true);
      writer.start();
    }

    @Override
    public synchronized CompletableFuture<?> append() {
      CompletableFuture<Boolean> done = new CompletableFuture<>();
      waiting.add(done);
      notifyAll();
      return done;
    }

    private synchronized List<CompletableFuture<?>> next() throws InterruptedException {
      while (waiting.isEmpty() && !closed) {
        wait();
      }
      List<CompletableFuture<?>> all = waiting;
      waiting = new ArrayList<>();
      return all;
    }

    private void run() {
      try {
        for (List<CompletableFuture<?>> all = next(); !all.isEmpty(); all = next()) {
          write(all.size());
          all.forEach(one -> one.complete(null));
        }
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    private void write(int records) throws IOException {
      batch.clear();
      for (int i = 0; i < records && batch.remaining() >= record.length; i++) {
        batch.put(record);
      }
      batch.flip();
      end = end + batch.remaining() > FILE ? 0 : end;
      end += channel.write(batch, end);
      channel.force(false);
    }

    @Override
    public void close() {
      synchronized (this) {
        closed = true;
        notifyAll();
      }
      try {
        writer.join();
        channel.close();
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
