package dev.emitter.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** The command that holds those on chains of flow traces. */
@Command(
    name = "flow",
    description = {
      "Shows how chains of flow traces stand in the log that run --data has kept, and has them run"
          + " again where their flow says."
    },
    footerHeading = "%nExample:%n",
    footer = {"emitter flow show --data data order-4711", "%nMore: docs/flow-traces.md"},
    mixinStandardHelpOptions = true,
    versionProvider = EmitterCommand.Version.class,
    synopsisSubcommandLabel = "COMMAND")
final class FlowCommand implements Callable<Integer> {

  private final Streams streams;

  FlowCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    streams.err().println("Missing command: show, resume, resubmit or check");
    streams.err().println("Try: emitter flow --help");
    return ExitStatus.FAULT;
  }
}
