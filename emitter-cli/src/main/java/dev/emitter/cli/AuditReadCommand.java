package dev.emitter.cli;

import dev.emitter.audit.AuditDownload;
import dev.emitter.audit.AuditFormat;
import dev.emitter.audit.AuditLog;
import dev.emitter.audit.AuditQuery;
import dev.emitter.problem.EmitterException;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints what is stored for an emitter. */
@Command(
    name = "read",
    description = {
      "Prints the events that are stored for an Audit emitter, in order. Standard error says the"
          + " cursor at their end, to go on after.",
      "A period goes by the time the log accepted an event: its start is included, its end is not.",
      "Exit status: 0; 1 for a fault of emitter itself; 2 for a fault of the command line, or if it"
          + " cannot be read."
    },
    footerHeading = "%nExample:%n",
    footer = {
      "emitter audit read data mine --start 2026-11-01 --end 2026-12-01 --format csv",
      "%nMore: docs/audit.md"
    },
    mixinStandardHelpOptions = true,
    versionProvider = EmitterCommand.Version.class)
final class AuditReadCommand implements Callable<Integer> {

  private final Streams streams;

  @Mixin private final AuditFolder folder = new AuditFolder();

  @Parameters(index = "1", paramLabel = "EMITTER", description = "The emitter.")
  private String emitter = "";

  @Option(
      names = "--start",
      paramLabel = "TIME",
      description = "The first time that is wanted, such as 2026-11-01T00:00:00Z, or a day.")
  private @Nullable String start;

  @Option(
      names = "--end",
      paramLabel = "TIME",
      description = "The first time after that which is not wanted any more.")
  private @Nullable String end;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      description = "Where days begin, such as Europe/Berlin. Default: UTC.")
  private @Nullable String zone;

  @Option(names = "--after", paramLabel = "CURSOR", description = "Only what follows a cursor.")
  private @Nullable String after;

  @Option(names = "--limit", paramLabel = "N", description = "At most so many events.")
  private long limit = Long.MAX_VALUE;

  @Option(
      names = "--format",
      paramLabel = "ndjson|json|csv",
      description = "An event a line (the default), an array, or a table for spreadsheets.")
  private AuditFormat format = AuditFormat.NDJSON;

  @Option(names = "--pretty", description = "Indent the array.")
  private boolean pretty;

  @Option(names = "--gzip", description = "Compress what is printed.")
  private boolean gzip;

  AuditReadCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    Faults faults = Faults.printedTo(streams.err());
    AuditQuery query = query(faults);
    AuditLog audit = folder.open(faults);
    if (query != null && audit != null) {
      try {
        if (AuditFolder.has(audit, emitter, faults)) {
          read(audit, query);
        }
      } catch (EmitterException | IllegalArgumentException | IOException e) {
        faults.addMessageOf(e);
      }
      faults.addIfAny(streams.outFault());
    }
    return faults.exitStatus();
  }

  private @Nullable AuditQuery query(Faults faults) {
    try {
      return AuditQuery.period(start, end, zone()).after(after).limit(limit);
    } catch (DateTimeException e) {
      faults.add("zone = " + zone + ": is no time zone; give one such as Europe/Berlin or +01:00");
    } catch (IllegalArgumentException e) {
      faults.addMessageOf(e);
    }
    return null;
  }

  private ZoneId zone() {
    return zone == null ? ZoneOffset.UTC : ZoneId.of(zone);
  }

  private void read(AuditLog audit, AuditQuery query) throws IOException {
    try (AuditDownload download = audit.readAsOperator(emitter, query)) {
      if (gzip) {
        download.writeGzipTo(streams.out(), format);
      } else if (pretty) {
        download.writeTo(streams.out(), format, true);
      } else {
        download.writeTo(streams.out(), format);
      }
      streams
          .err()
          .println(
              "end: "
                  + download.end()
                  + (download.hasMore() ? ", more follow" : "")
                  + (download.isComplete() ? ", complete" : ", not complete"));
    }
  }
}
