package dev.emitter.cli;

import dev.emitter.cli.DormantOptions.Dormant;
import dev.emitter.delivery.Acknowledgement;
import dev.emitter.log.EventLogException;
import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Keeps what a receiver has reported about an event. */
@Command(
    name = "acknowledge",
    description = {
      "Keeps what the receiver of an emitter has reported about an event that it has got; log"
          + " attempts shows it.",
      "Exit status: 0; 1 for a fault of emitter itself; 2 for a fault of the command line or of a"
          + " definition, or if it cannot be stored."
    },
    footerHeading = "%nExample:%n",
    footer = {
      "emitter log acknowledge --data data --emitters DIR --emitter hook --event 4711"
          + " --status processed",
      "%nMore: docs/operating.md"
    },
    mixinStandardHelpOptions = true,
    versionProvider = EmitterCommand.Version.class)
final class LogAcknowledgeCommand implements Callable<Integer> {

  private final Streams streams;

  @Mixin private final DormantOptions dormant = new DormantOptions();

  @Option(names = "--emitter", required = true, paramLabel = "ID", description = "The emitter.")
  private String emitter = "";

  @Option(
      names = "--event",
      required = true,
      paramLabel = "ID",
      description = "The id of the event.")
  private String event = "";

  @Option(
      names = "--status",
      required = true,
      paramLabel = "received|processed|failed",
      description = "How far the receiver is with it.")
  private Acknowledgement.Status status = Acknowledgement.Status.RECEIVED;

  @Option(
      names = "--text",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "What the receiver has to say, up to 4 KB.")
  private String text = "";

  LogAcknowledgeCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    Faults faults = Faults.printedTo(streams.err());
    try (Dormant opened = dormant.open(faults)) {
      if (opened != null && opened.has(emitter, faults)) {
        opened
            .emitters()
            .acknowledge(
                new Acknowledgement(emitter, event, status, text, Clock.systemUTC().instant()));
        streams.out().println(Texts.oneLine(event) + " reported as " + word(status));
      }
    } catch (EventLogException | IllegalArgumentException e) {
      faults.addMessageOf(e);
    }
    return faults.exitStatus();
  }

  private static String word(Acknowledgement.Status status) {
    return status.name().toLowerCase(Locale.ROOT);
  }
}
