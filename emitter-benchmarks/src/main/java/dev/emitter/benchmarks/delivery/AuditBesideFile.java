package dev.emitter.benchmarks.delivery;

import dev.emitter.audit.AuditChannelProvider;
import dev.emitter.benchmarks.append.SampleEvent;
import dev.emitter.benchmarks.append.Series;
import dev.emitter.channel.ChannelContext;
import dev.emitter.channel.ChannelProvider;
import dev.emitter.channel.ParameterValues;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.event.EncodedEvent;
import dev.emitter.file.FileChannelProvider;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Stores 1 KB events by the Audit channel and, each event once, by the File channel, beside the
 * File channel that may repeat some: the channels alone, without a log and an engine, each batch
 * forced to the disk. They take turns, each with a slice of the events in every round, and a share
 * is that of one round, so that what else the machine does meets all of them.
 */
public final class AuditBesideFile {

  private static final int WARM_UP = 20;
  private static final int ROUNDS = 31;

  private final Path folder;
  private final EncodedEvent event = SampleEvent.create();

  private AuditBesideFile(Path folder) {
    this.folder = folder;
  }

  /**
   * Measures in a folder, and prints a table.
   *
   * @param args the folder; then, to look closer, how often each has its turn, and which batch
   */
  public static void main(String[] args) throws IOException {
    AuditBesideFile measured = new AuditBesideFile(Path.of(args[0]));
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : ROUNDS;
    measured.run(System.out, rounds, args.length > 2 ? Integer.parseInt(args[2]) : 0);
  }

  private void run(PrintStream out, int rounds, int only) throws IOException {
    out.println(
        "| 1 KB events, each batch forced to the disk | thousand/s | share of File"
            + " | CPU us an event | of File | bytes allocated |");
    out.println("|---|---|---|---|---|---|");
    if (only == 0 || only == 512) {
      compare(out, rounds, 512, 40, 20_000); // unsettled: as a cursor is stored every 200 ms
    }
    if (only == 0 || only == 32) {
      compare(out, rounds, 32, 60, 4_000);
    }
    if (only == 0 || only == 1) {
      compare(out, rounds, 1, 150, 400);
    }
    out.println();
  }

  private void compare(PrintStream out, int rounds, int batch, int batches, int unsettled)
      throws IOException {
    Path own = Files.createDirectories(folder.resolve("batches-of-" + batch));
    List<DeliveredSlices> all = new ArrayList<>();
    all.add(file("File, batches of " + batch, own.resolve("plain"), false, unsettled));
    all.add(file("File, each event once", own.resolve("once"), true, unsettled));
    all.add(audit("Audit", own.resolve("audit"), unsettled));
    for (int round = -WARM_UP; round < rounds; round++) {
      for (DeliveredSlices one : all) {
        one.deliver(event, batch, batches, round >= 0);
      }
    }
    for (DeliveredSlices one : all) {
      one.close();
      print(out, one, all.get(0));
    }
  }

  private static void print(PrintStream out, DeliveredSlices one, DeliveredSlices floor) {
    out.printf(
        "| %s | %s | %s | %s | %s | %,.0f |%n",
        one.name(),
        new Series(one.perSecond()),
        share(one.perSecond(), floor.perSecond()),
        new Series(one.cpu()),
        share(one.cpu(), floor.cpu()),
        new Series(one.bytes()).median());
  }

  private static String share(double[] values, double[] floor) {
    double[] shares = new double[values.length];
    for (int round = 0; round < values.length; round++) {
      shares[round] = values[round] / floor[round];
    }
    return new Series(shares).text("%.2f (%.2f to %.2f)");
  }

  /** Remembers nothing over a restart unless each event is to be there once. */
  private DeliveredSlices file(String name, Path own, boolean once, int unsettled)
      throws IOException {
    Path file = Files.createDirectories(own).resolve("all.log");
    Map<String, Object> values = Map.of("path", file, "rolling", false, "fsync", "batch");
    Path journal = once ? own.resolve("channels").resolve("mine") : null;
    return open(name, new FileChannelProvider(), "File", values, journal, unsettled);
  }

  private DeliveredSlices audit(String name, Path own, int unsettled) {
    Map<String, Object> values = Map.of("keep", Duration.ofDays(90), "maxBytes", 1L << 40);
    return open(name, AuditChannelProvider.in(own), "Audit", values, null, unsettled);
  }

  private DeliveredSlices open(
      String name,
      ChannelProvider provider,
      String type,
      Map<String, Object> values,
      @Nullable Path own,
      int unsettled) {
    EmitterDefinition definition = EmitterDefinition.builder("mine", type).owner("ann").build();
    DeliveredSlices slices = new DeliveredSlices(name);
    slices.to(
        provider.open(
            ChannelContext.of(definition, new ParameterValues(values), null, Clock.systemUTC())
                .withFolder(own)
                .withSettled(text -> Long.parseLong(text) < slices.position() - unsettled)));
    return slices;
  }
}
