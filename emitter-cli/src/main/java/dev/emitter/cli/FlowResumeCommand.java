package dev.emitter.cli;

import dev.emitter.flow.http.Flows;
import picocli.CommandLine.Command;

/** Has chains run again: resume. */
@Command(
    name = "resume",
    description = {
      "Has the failed steps of failed chains run again; inside of a failed step, the outermost"
          + " alone: a record of each is sent to the address that the chain's flow declares, once,"
          + " after the address was tried.",
      "Exit status: 0; 1 for a fault of emitter itself; 2 for a fault of the command line or of a"
          + " file, or if a chain cannot be run again; 3 if a receiver did not take it."
    },
    footerHeading = "%nExample:%n",
    footer = {
      "emitter flow resume --data data --flows flows order-4711",
      "%nMore: docs/flow-traces.md"
    })
final class FlowResumeCommand extends FlowRunningCommand {

  FlowResumeCommand(Streams streams) {
    super(streams, Flows::resume);
  }
}
