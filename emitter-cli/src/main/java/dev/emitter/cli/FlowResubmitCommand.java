package dev.emitter.cli;

import dev.emitter.flow.http.Flows;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Has chains run again: resubmit. */
@Command(
    name = "resubmit",
    description = {
      "Has chains run again from their first step, whatever their status:"
          + " a record of each is sent to the address that the chain's flow declares, once, after"
          + " the address was tried.",
      "Exit status: 0; 1 for a fault of emitter itself; 2 for a fault of the command line or of a"
          + " file, or if a chain cannot be run again; 3 if a receiver did not take it."
    },
    footerHeading = "%nExample:%n",
    footer = {
      "emitter flow resubmit --data data --flows flows order-4711",
      "%nMore: docs/flow-traces.md"
    },
    mixinStandardHelpOptions = true,
    versionProvider = EmitterCommand.Version.class)
final class FlowResubmitCommand implements Callable<Integer> {

  private final Streams streams;

  @Mixin private final KeptData data = new KeptData();

  @Mixin private final FlowEmitters emitters = new FlowEmitters();

  @Mixin private final FlowOptions flows = new FlowOptions();

  @Parameters(arity = "1..*", paramLabel = "CHAIN", description = "What links the steps.")
  private final List<String> chains = new ArrayList<>();

  FlowResubmitCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    return new FlowRunning(streams).run(data, emitters, flows, chains, Flows::resubmit);
  }
}
