package dev.emitter.cli;

import dev.emitter.cli.DormantOptions.Dormant;
import dev.emitter.delivery.DeliveryRecord;
import dev.emitter.log.LoggedEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Sends events again. */
@Command(
    name = "resubmit",
    description = {
      "Sends events again, once each, to the emitter that they were for or to another one, and"
          + " prints a line with the result of each.",
      "No cursor moves: what waits for the emitter is delivered by the next run all the same. An"
          + " event that is parked for the emitter that it is sent to is parked no more once it is"
          + " delivered.",
      "If the emitter does not select one of the events by its definition of now, that is told with"
          + " the reason, and nothing is sent, unless --anyway is given.",
      "Exit status: 0 if all were delivered; 1 for a fault of emitter itself; 2 for a fault of the"
          + " command line or of a definition, or for an event that the emitter does not select; 3"
          + " if one was not delivered, or it was asked to end (SIGINT, SIGTERM) before it was done."
    },
    footerHeading = "%nExample:%n",
    footer = {
      "emitter log resubmit --data data --emitters DIR --emitter hook --state parked",
      "%nMore: docs/operating.md"
    },
    mixinStandardHelpOptions = true,
    versionProvider = EmitterCommand.Version.class)
final class LogResubmitCommand implements Callable<Integer> {

  private final Streams streams;
  private final Termination termination;

  @Mixin private final DormantOptions dormant = new DormantOptions();

  @Mixin private final QueryOptions query = new QueryOptions();

  @Option(
      names = "--emitter",
      required = true,
      paramLabel = "ID",
      description = "The emitter that the events were for.")
  private String emitter = "";

  @Option(
      names = "--to",
      paramLabel = "ID",
      description = "The emitter that they are sent to. Default: the same.")
  private @Nullable String to;

  @Option(
      names = "--position",
      arity = "1..*",
      paramLabel = "POSITION",
      description = "The events at these positions, as log list prints them.")
  private final List<String> positions = new ArrayList<>();

  @Option(names = "--all", description = "All events of the emitter, delivered or not.")
  private boolean all;

  @Option(
      names = "--anyway",
      description =
          "Send also events that the emitter does not select: by its topics, messages or filter."
              + " What its owner may not receive is refused all the same.")
  private boolean anyway;

  @Option(
      names = "--directory",
      paramLabel = "DIR",
      description = {
        "Where relative paths of File emitters start. Default: where the run was started that has"
            + " left the events; without one, such an emitter is refused."
      })
  private @Nullable Path directory;

  @Option(
      names = "--audit-key",
      paramLabel = "FILE",
      description =
          "The private key that run --audit-key signs with, if events are sent to an Audit emitter"
              + " whose audit is signed.")
  private @Nullable Path auditKey;

  LogResubmitCommand(Streams streams, Termination termination) {
    this.streams = streams;
    this.termination = termination;
  }

  @Override
  public Integer call() throws InterruptedException, ExecutionException {
    termination.heed();
    Faults faults = Faults.printedTo(streams.err());
    checkSelection(faults);
    String target = to == null ? emitter : to;
    AuditTarget audit = new AuditTarget(target, KeyFile.privateKey("audit-key", auditKey, faults));
    try (Dormant opened = faults.isEmpty() ? dormant.open(directory, audit, faults) : null) {
      if (opened == null) {
        return ExitStatus.FAULT;
      }
      boolean known = opened.has(emitter, faults);
      List<LoggedEvent> named = known ? named(opened, faults) : List.of();
      boolean ready = known && (to == null || opened.has(to, faults));
      if (ready) {
        faults.addIfAny(RunFolder.fault(opened.emitters(), target, opened.start()));
        faults.addIfAny(ApplicationHandlers.fault(opened.emitters(), target));
      }
      boolean sends =
          ready && faults.isEmpty() && (anyway || selects(opened, named, target, faults));
      return sends ? resubmit(opened, named) : ExitStatus.FAULT;
    }
  }

  private void checkSelection(Faults faults) {
    boolean selected = query.isGiven() || all;
    if (positions.isEmpty() && !selected) {
      faults.add(
          "which events? Give --position, --state, --type, --from or --until, or --all for every"
              + " event of the emitter");
    }
    if (!positions.isEmpty() && selected) {
      faults.add("--position names the events; leave out --state, --type, --from, --until, --all");
    }
    if (directory != null && !Files.isDirectory(directory)) {
      faults.add(
          "directory = "
              + directory
              + (Files.exists(directory) ? ": is not a folder" : ": there is no such folder")
              + "; name the folder that the run was started in");
    }
  }

  private List<LoggedEvent> named(Dormant opened, Faults faults) {
    List<LoggedEvent> events = new ArrayList<>();
    for (String position : positions) {
      LoggedEvent event = opened.event(position, emitter, faults);
      if (event != null) {
        events.add(event);
      }
    }
    return events;
  }

  private boolean selects(Dormant opened, List<LoggedEvent> named, String target, Faults faults) {
    SelectionCheck check = new SelectionCheck(opened.emitters(), target, faults);
    if (!named.isEmpty()) {
      check.events(named);
    } else {
      DeliveryPages pages = new DeliveryPages(opened.emitters(), emitter, query.query());
      List<DeliveryRecord> page = pages.next();
      while (!page.isEmpty() && !termination.isRequested()) {
        check.records(page);
        page = pages.next();
      }
    }
    return check.passes();
  }

  private int resubmit(Dormant opened, List<LoggedEvent> named)
      throws InterruptedException, ExecutionException {
    Resending resending =
        new Resending(opened.emitters(), to == null ? emitter : to, streams.out(), termination);
    if (!named.isEmpty()) {
      resending.send(named);
    } else {
      DeliveryPages pages = new DeliveryPages(opened.emitters(), emitter, query.query());
      List<DeliveryRecord> page = pages.next();
      while (!page.isEmpty() && !termination.isRequested()) {
        resending.send(page.stream().map(DeliveryRecord::event).toList());
        page = pages.next();
      }
    }
    streams.err().println(resending.summary());
    return resending.isComplete() && !termination.isRequested()
        ? ExitStatus.DONE
        : ExitStatus.UNDELIVERED;
  }
}
