package dev.emitter.cli;

import dev.emitter.definition.FlowDefinition;
import dev.emitter.flow.ChainReader;
import dev.emitter.flow.http.FlowOutcome;
import dev.emitter.flow.http.Flows;
import dev.emitter.log.EventLog;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;

/** Has chains run again one after the other, and prints what became of each. Used once. */
final class FlowRunning {

  private final Streams streams;
  private final Faults faults;
  private boolean untaken;

  FlowRunning(Streams streams) {
    this.streams = streams;
    this.faults = Faults.printedTo(streams.err());
  }

  /** Returns the exit status. */
  int run(
      KeptData data,
      FlowEmitters emitters,
      FlowOptions options,
      List<String> chains,
      BiFunction<Flows, String, CompletionStage<FlowOutcome>> request) {
    data.check(faults);
    List<FlowDefinition> flows = options.readUsable(faults);
    if (flows != null && faults.isEmpty()) {
      try (EventLog log = data.openToLookInto(faults)) {
        if (log != null) {
          run(options, flows, emitters.reader(log, faults), chains, request);
        }
      }
    }
    faults.addIfAny(streams.outFault());
    return faults.isEmpty() && untaken ? ExitStatus.UNDELIVERED : faults.exitStatus();
  }

  private void run(
      FlowOptions options,
      List<FlowDefinition> declared,
      ChainReader reader,
      List<String> chains,
      BiFunction<Flows, String, CompletionStage<FlowOutcome>> request) {
    try (Flows flows = options.open(declared, reader, faults)) {
      if (flows != null && faults.isEmpty()) {
        for (String chain : chains) {
          tell(chain, request.apply(flows, chain).toCompletableFuture().join());
        }
      }
    }
  }

  private void tell(String chain, FlowOutcome outcome) {
    if (outcome instanceof FlowOutcome.Sent sent) {
      streams
          .out()
          .println(
              Texts.oneLine(
                  chain
                      + ": sent "
                      + Texts.count(sent.stepIds().size(), "record")
                      + " of flow "
                      + sent.flowId()
                      + ", answered with status "
                      + sent.status()));
    } else if (outcome instanceof FlowOutcome.Refused refused) {
      faults.add(refused.reason());
    } else if (outcome instanceof FlowOutcome.Unreached unreached) {
      untaken(chain, "not run: " + FlowCheckCommand.words(unreached.check()));
    } else if (outcome instanceof FlowOutcome.Rejected rejected) {
      String answer = "status " + rejected.status() + ": " + rejected.answer();
      untaken(chain, "sent, but it may not have run: answered with " + answer);
    }
  }

  private void untaken(String chain, String words) {
    untaken = true;
    streams.err().println(Texts.oneLine("chain " + chain + ": " + words));
  }
}
