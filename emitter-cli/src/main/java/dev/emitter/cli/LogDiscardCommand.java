package dev.emitter.cli;

import dev.emitter.cli.DormantOptions.Dormant;
import dev.emitter.log.EventLogException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Forgets parked events. */
@Command(
    name = "discard",
    description = {
      "Forgets all events that are set aside (parked) for an emitter, and prints how many.",
      "Exit status: 0; 1 for a fault of emitter itself; 2 for a fault of the command line or of a"
          + " definition, or if it cannot be stored."
    },
    footerHeading = "%nExample:%n",
    footer = {
      "emitter log discard --data data --emitters DIR --emitter hook --all-parked",
      "%nMore: docs/operating.md"
    },
    mixinStandardHelpOptions = true,
    versionProvider = EmitterCommand.Version.class)
final class LogDiscardCommand implements Callable<Integer> {

  private final Streams streams;

  @Mixin private final DormantOptions dormant = new DormantOptions();

  @Option(names = "--emitter", required = true, paramLabel = "ID", description = "The emitter.")
  private String emitter = "";

  @Option(
      names = "--all-parked",
      required = true,
      description = "Says that all its parked events are meant.")
  private boolean allParked;

  LogDiscardCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    Faults faults = Faults.printedTo(streams.err());
    try (Dormant opened = dormant.open(faults)) {
      if (opened != null && allParked && opened.has(emitter, faults)) {
        int discarded = opened.emitters().discardParked(emitter);
        streams.out().println(Texts.count(discarded, "parked event") + " discarded");
      }
    } catch (EventLogException e) {
      faults.addMessageOf(e);
    }
    return faults.exitStatus();
  }
}
