package dev.emitter.cli;

import dev.emitter.cli.DormantOptions.Dormant;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.delivery.DeliveryRecord;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows how events stand with emitters. */
@Command(
    name = "list",
    description = {
      "Prints how each event that run --data has kept stands with each emitter that it is for: a"
          + " line each, in the order they were published, one emitter after the other.",
      "Which events are for an emitter is told by its definition of now. Attempts are those that"
          + " failed; of delivered events they are not remembered.",
      "Exit status: 0; 1 for a fault of emitter itself; 2 for a fault of the command line or of a"
          + " definition; 3 if it was asked to end (SIGINT, SIGTERM) before it was done."
    },
    footerHeading = "%nExample:%n",
    footer = {
      "emitter log list --data data --emitters DIR --state parked --state failed",
      "%nMore: docs/operating.md"
    },
    mixinStandardHelpOptions = true,
    versionProvider = EmitterCommand.Version.class)
final class LogListCommand implements Callable<Integer> {

  private final Streams streams;
  private final Termination termination;

  @Mixin private final DormantOptions dormant = new DormantOptions();

  @Mixin private final QueryOptions query = new QueryOptions();

  @Option(
      names = "--emitter",
      paramLabel = "ID",
      description = "Only this emitter. May be repeated. Default: all.")
  private final List<String> ids = new ArrayList<>();

  @Option(names = "--limit", paramLabel = "N", description = "At most so many lines.")
  private long limit = Long.MAX_VALUE;

  @Option(names = "--json", description = "Print each line as a JSON object, for programs.")
  private boolean json;

  LogListCommand(Streams streams, Termination termination) {
    this.streams = streams;
    this.termination = termination;
  }

  @Override
  public Integer call() {
    termination.heed();
    Faults faults = Faults.printedTo(streams.err());
    try (Dormant opened = dormant.openToLookInto(faults)) {
      if (opened == null) {
        return ExitStatus.FAULT;
      }
      ids.forEach(id -> opened.has(id, faults));
      return faults.isEmpty() ? list(opened) : ExitStatus.FAULT;
    }
  }

  private int list(Dormant opened) {
    List<String> meant =
        ids.isEmpty()
            ? opened.emitters().definitions().stream().map(EmitterDefinition::id).toList()
            : ids;
    PrintStream out = streams.out();
    if (!json) {
      out.println(DeliveryLine.HEADER);
    }
    long left = limit;
    for (String id : meant) {
      left -= list(new DeliveryPages(opened.emitters(), id, query.query()), left);
    }
    String fault = streams.outFault();
    if (fault != null) {
      streams.err().println(fault);
      return ExitStatus.FAULT;
    }
    return termination.isRequested() ? ExitStatus.UNDELIVERED : ExitStatus.DONE;
  }

  /** Prints up to so many lines, and returns how many there were. */
  private long list(DeliveryPages pages, long most) {
    long printed = 0;
    List<DeliveryRecord> page = most > 0 ? pages.next() : List.of();
    while (!page.isEmpty() && printed < most && !isOver()) {
      List<DeliveryRecord> wanted = page.subList(0, (int) Math.min(page.size(), most - printed));
      wanted.forEach(
          record ->
              streams.out().println(json ? DeliveryLine.json(record) : DeliveryLine.text(record)));
      printed += wanted.size();
      page = pages.next();
    }
    return printed;
  }

  private boolean isOver() {
    return termination.isRequested() || streams.out().checkError();
  }
}
