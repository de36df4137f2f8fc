package dev.emitter.cli;

import dev.emitter.flow.http.Flows;
import picocli.CommandLine.Command;

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
    })
final class FlowResubmitCommand extends FlowRunningCommand {

  FlowResubmitCommand(Streams streams) {
    super(streams, Flows::resubmit);
  }
}
