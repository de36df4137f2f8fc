package dev.emitter.cli;

import dev.emitter.cli.DormantOptions.Dormant;
import dev.emitter.problem.EmitterException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Leaves out what waits for an emitter. */
@Command(
    name = "skip",
    description = {
      "Leaves out, for good, the events that wait for an emitter, and prints how many. Parked"
          + " events stay. It is stored once the command has ended.",
      "Exit status: 0; 1 for a fault of emitter itself; 2 for a fault of the command line or of a"
          + " definition, for an event that does not wait, or if it cannot be stored."
    },
    footerHeading = "%nExample:%n",
    footer = {
      "emitter log skip hook --data data --emitters DIR --to now",
      "%nMore: docs/operating.md"
    },
    mixinStandardHelpOptions = true,
    versionProvider = EmitterCommand.Version.class)
final class LogSkipCommand implements Callable<Integer> {

  private static final String NOW = "now";

  private final Streams streams;

  @Mixin private final DormantOptions dormant = new DormantOptions();

  @Parameters(paramLabel = "ID", description = "The emitter.")
  private String emitter = "";

  @Option(
      names = "--to",
      required = true,
      paramLabel = "now|EVENT",
      description = {
        "What the emitter goes on with: now (events that are published from now on), or the id of"
            + " a waiting event, as log list prints it."
      })
  private String to = NOW;

  LogSkipCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    Faults faults = Faults.printedTo(streams.err());
    try (Dormant opened = dormant.open(faults)) {
      if (opened != null) {
        long skipped =
            to.equals(NOW)
                ? opened.emitters().skipToNow(emitter)
                : opened.emitters().skipToEvent(emitter, to);
        streams.out().println(Texts.count(skipped, "waiting event") + " skipped");
      }
    } catch (EmitterException e) {
      faults.addMessageOf(e);
    }
    return faults.exitStatus();
  }
}
