package dev.emitter.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Holds the commands about Power BI. */
@Command(
    name = "powerbi",
    description = "Prepares Power BI for emitters of type PowerBI.",
    footerHeading = "%nExample:%n",
    footer = {"emitter powerbi create emitters/orders.json", "%nMore: docs/power-bi.md"},
    mixinStandardHelpOptions = true,
    versionProvider = EmitterCommand.Version.class,
    synopsisSubcommandLabel = "COMMAND")
final class PowerBiCommand implements Callable<Integer> {

  private final Streams streams;

  PowerBiCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    streams.err().println("Missing command: create");
    streams.err().println("Try: emitter powerbi --help");
    return ExitStatus.FAULT;
  }
}
