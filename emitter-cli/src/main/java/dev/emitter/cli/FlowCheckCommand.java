package dev.emitter.cli;

import dev.emitter.definition.FlowDefinition;
import dev.emitter.definition.FlowDefinition.Action;
import dev.emitter.flow.ChainReader;
import dev.emitter.flow.http.AddressCheck;
import dev.emitter.flow.http.Flows;
import dev.emitter.log.MemoryEventLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Tries the addresses of flows. */
@Command(
    name = "check",
    description = {
      "Reads the files of flows, and tries whether their addresses can be reached: not https,"
          + " unreachable, refused and bad certificate are told apart. No chain is run again.",
      "Exit status: 0; 1 for a fault of emitter itself; 2 for a fault of the command line or of a"
          + " file; 3 if an address cannot be reached."
    },
    footerHeading = "%nExample:%n",
    footer = {"emitter flow check --flows flows", "%nMore: docs/flow-traces.md"},
    mixinStandardHelpOptions = true,
    versionProvider = EmitterCommand.Version.class)
final class FlowCheckCommand implements Callable<Integer> {

  private final Streams streams;

  @Mixin private final FlowOptions options = new FlowOptions();

  @Parameters(arity = "0..*", paramLabel = "FLOW", description = "The flows. Default: all.")
  private final List<String> ids = new ArrayList<>();

  FlowCheckCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    Faults faults = Faults.printedTo(streams.err());
    List<FlowDefinition> declared = options.read(faults);
    if (declared == null) {
      return ExitStatus.FAULT;
    }
    if (declared.isEmpty()) {
      faults.add(options.noneDeclared());
    }
    for (String id : ids) {
      if (declared.stream().noneMatch(flow -> flow.id().equals(id))) {
        faults.add("flow = " + id + ": there is none; known are " + names(declared));
      }
    }
    int unreached = faults.isEmpty() ? check(declared, faults) : 0;
    faults.addIfAny(streams.outFault());
    return faults.isEmpty() && unreached > 0 ? ExitStatus.UNDELIVERED : faults.exitStatus();
  }

  private static String names(List<FlowDefinition> flows) {
    return String.join(", ", flows.stream().map(FlowDefinition::id).toList());
  }

  /** Returns how many addresses cannot be reached. */
  private int check(List<FlowDefinition> declared, Faults faults) {
    int unreached = 0;
    try (MemoryEventLog none = MemoryEventLog.create();
        Flows flows = options.open(declared, ChainReader.of(none), faults)) {
      if (flows == null) {
        return 0;
      }
      for (FlowDefinition flow : declared) {
        for (Action action : Action.values()) {
          if (ids.isEmpty() || ids.contains(flow.id())) {
            unreached += isReached(flows, flow, action) ? 0 : 1;
          }
        }
      }
    }
    return unreached;
  }

  /** Tells what becomes of an address; one that is not declared cannot fail. */
  private boolean isReached(Flows flows, FlowDefinition flow, Action action) {
    String name = action.name().toLowerCase(Locale.ROOT);
    String place = flow.id() + ": " + name + ": ";
    if (flow.address(action) == null) {
      say(place + "not checked: the flow declares no address, so no chain of it can " + name);
      return true;
    }
    AddressCheck found = flows.check(flow, action).toCompletableFuture().join();
    say(place + words(found));
    return found.isReached();
  }

  private void say(String line) {
    streams.out().println(Texts.oneLine(line));
  }

  /** Says what was found: one or two words for who looks over many, and the reason. */
  static String words(AddressCheck check) {
    String verdict = check.verdict().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return verdict + ": " + check.words();
  }
}
