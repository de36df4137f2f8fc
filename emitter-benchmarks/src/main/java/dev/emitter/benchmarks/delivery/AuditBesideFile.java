package dev.emitter.benchmarks.delivery;

import dev.emitter.audit.AuditChannelProvider;
import dev.emitter.benchmarks.append.SampleEvent;
import dev.emitter.benchmarks.append.Series;
import dev.emitter.channel.Channel;
import dev.emitter.channel.ChannelContext;
import dev.emitter.channel.ChannelProvider;
import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.channel.ParameterValues;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.event.EncodedEvent;
import dev.emitter.file.FileChannelProvider;
import dev.emitter.log.LoggedEvent;
import dev.emitter.log.SequencePosition;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Stores 1 KB events by the Audit channel beside the File channel, each batch forced to the disk by
 * both: the channels alone, without a log and an engine.
 */
public final class AuditBesideFile {

  private static final int EVENTS = 100_000;
  private static final int BATCH = 512;
  private static final int ROUNDS = 7;

  /** About what a cursor is behind that is stored every 200 ms. */
  private static final int UNSETTLED = 20_000;

  private static final Duration GRACE = Duration.ofSeconds(10);

  private final Path folder;
  private final EncodedEvent event = SampleEvent.create();
  private long position;

  private AuditBesideFile(Path folder) {
    this.folder = folder;
  }

  /** Measures in a folder, which must not exist, and prints a table. */
  public static void main(String[] args) throws IOException {
    new AuditBesideFile(Path.of(args[0])).run(System.out);
  }

  private void run(PrintStream out) throws IOException {
    double[] file = new double[ROUNDS];
    double[] once = new double[ROUNDS];
    double[] audit = new double[ROUNDS];
    for (int round = -2; round < ROUNDS; round++) {
      int slot = Math.max(round, 0);
      file[slot] = perSecond(file(null));
      once[slot] = perSecond(file(folder.resolve("channels").resolve("mine")));
      audit[slot] = perSecond(audit());
    }
    Series floor = new Series(file);
    Series series = new Series(audit);
    out.println("| 1 KB events, batches of 512, each forced to the disk | thousand/s | share |");
    out.println("|---|---|---|");
    out.printf("| File | %s | 1.00 |%n", floor);
    Series journal = new Series(once);
    out.printf(
        "| File, each event once | %s | %.2f |%n", journal, journal.median() / floor.median());
    out.printf("| Audit | %s | %.2f |%n%n", series, series.median() / floor.median());
  }

  /** Without a folder it remembers nothing over a restart, as with a log in memory. */
  private Channel file(@Nullable Path own) {
    Map<String, Object> values =
        Map.of("path", folder.resolve("all.log"), "rolling", false, "fsync", "batch");
    return open(new FileChannelProvider(), "File", values, own);
  }

  private Channel audit() {
    Map<String, Object> values = Map.of("keep", Duration.ofDays(90), "maxBytes", 1L << 40);
    return open(AuditChannelProvider.in(folder.resolve("audit")), "Audit", values, null);
  }

  private Channel open(
      ChannelProvider provider, String type, Map<String, Object> values, @Nullable Path own) {
    EmitterDefinition definition = EmitterDefinition.builder("mine", type).owner("ann").build();
    return provider.open(
        ChannelContext.of(definition, new ParameterValues(values), null, Clock.systemUTC())
            .withFolder(own)
            .withSettled(text -> Long.parseLong(text) < position - UNSETTLED));
  }

  private double perSecond(Channel channel) throws IOException {
    Files.createDirectories(folder);
    Instant now = Clock.systemUTC().instant();
    long start = System.nanoTime();
    for (int done = 0; done < EVENTS; done += BATCH) {
      for (DeliveryResult result : channel.deliver(batch(now)).toCompletableFuture().join()) {
        if (!(result instanceof DeliveryResult.Delivered)) {
          throw new IllegalStateException(result.toString());
        }
      }
    }
    double perSecond = EVENTS / ((System.nanoTime() - start) / 1e6);
    channel.close(GRACE);
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
    return perSecond;
  }

  private List<Delivery> batch(Instant now) {
    List<Delivery> batch = new ArrayList<>(BATCH);
    for (int i = 0; i < BATCH; i++) {
      LoggedEvent logged =
          new LoggedEvent(new SequencePosition(++position), SampleEvent.TOPIC, event, now);
      batch.add(Delivery.of("mine", logged, 1));
    }
    return batch;
  }
}
