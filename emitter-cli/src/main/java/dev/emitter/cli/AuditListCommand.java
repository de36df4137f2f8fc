package dev.emitter.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.emitter.audit.AuditLog;
import dev.emitter.audit.AuditSummary;
import dev.emitter.log.EventLogException;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what is stored for which emitter. */
@Command(
    name = "list",
    description = {
      "Prints what is stored for each Audit emitter: a line each, without content.",
      "Exit status: 0; 1 for a fault of emitter itself; 2 for a fault of the command line, or if it"
          + " cannot be read."
    },
    mixinStandardHelpOptions = true,
    versionProvider = EmitterCommand.Version.class)
final class AuditListCommand implements Callable<Integer> {

  private final Streams streams;

  @Mixin private final AuditFolder folder = new AuditFolder();

  @Option(names = "--json", description = "Print each line as a JSON object, for programs.")
  private boolean json;

  AuditListCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    Faults faults = Faults.printedTo(streams.err());
    AuditLog audit = folder.open(faults);
    if (audit != null) {
      try {
        print(audit);
      } catch (EventLogException e) {
        faults.addMessageOf(e);
      }
      faults.addIfAny(streams.outFault());
    }
    return faults.exitStatus();
  }

  private void print(AuditLog audit) {
    if (!json) {
      println(row("emitter", "owner", "entries", "bytes", "oldest", "newest", "dropped", "erased"));
    }
    for (AuditSummary one : audit.list()) {
      println(json ? json(one) : text(one));
    }
  }

  private void println(String line) {
    streams.out().println(line.stripTrailing());
  }

  private static String row(Object... fields) {
    return String.format(Locale.ROOT, "%-36s  %-24s  %9s  %13s  %-24s  %-24s  %8s  %8s", fields);
  }

  private static String text(AuditSummary one) {
    return row(
        Texts.oneLine(one.emitterId()),
        Texts.oneLine(one.owner()),
        one.entries(),
        one.bytes(),
        time(one.oldestAt()),
        time(one.newestAt()),
        one.dropped(),
        one.erased());
  }

  private static String time(@Nullable Instant time) {
    return time == null ? "" : EventColumns.time(time);
  }

  private static String json(AuditSummary one) {
    ObjectNode line =
        JsonNodeFactory.instance
            .objectNode()
            .put("emitter", one.emitterId())
            .put("owner", one.owner())
            .put("entries", one.entries())
            .put("bytes", one.bytes());
    put(line, "oldestAt", one.oldestAt());
    put(line, "newestAt", one.newestAt());
    line.put("dropped", one.dropped()).put("erased", one.erased());
    line.put("keep", one.keep().toString()).put("maxBytes", one.maxBytes());
    put(line, "removedAt", one.removedAt());
    return line.toString();
  }

  private static void put(ObjectNode line, String name, @Nullable Instant time) {
    if (time != null) {
      line.put(name, time.toString());
    }
  }
}
