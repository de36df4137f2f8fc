package dev.emitter.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.emitter.definition.FlowDefinition;
import dev.emitter.flow.ChainReader;
import dev.emitter.flow.ChainState;
import dev.emitter.flow.ChainStep;
import dev.emitter.log.EventLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows how chains stand. */
@Command(
    name = "show",
    description = {
      "Prints how chains stand: each step below the one that it is inside of, with its status, what"
          + " identifies it, and the error that it ended with. It says what the log has given up.",
      "Exit status: 0; 1 for a fault of emitter itself; 2 for a fault of the command line, or if"
          + " the log has no entry of one of the chains."
    },
    footerHeading = "%nExample:%n",
    footer = {"emitter flow show --data data order-4711", "%nMore: docs/flow-traces.md"},
    mixinStandardHelpOptions = true,
    versionProvider = EmitterCommand.Version.class)
final class FlowShowCommand implements Callable<Integer> {

  private final Streams streams;

  @Mixin private final KeptData data = new KeptData();

  @Mixin private final FlowEmitters emitters = new FlowEmitters();

  @Parameters(arity = "1..*", paramLabel = "CHAIN", description = "What links the steps.")
  private final List<String> chains = new ArrayList<>();

  @Option(names = "--json", description = "Print each chain as a JSON object, for programs.")
  private boolean json;

  FlowShowCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    Faults faults = Faults.printedTo(streams.err());
    data.check(faults);
    if (faults.isEmpty()) {
      try (EventLog log = data.openToLookInto(faults)) {
        if (log != null) {
          ChainReader reader = emitters.reader(log, faults);
          chains.forEach(chain -> show(reader.read(chain), faults));
        }
      }
    }
    faults.addIfAny(streams.outFault());
    return faults.exitStatus();
  }

  private void show(ChainState chain, Faults faults) {
    if (chain.isUnknown()) {
      faults.add("chain = " + chain.chainId() + ": the log has no entry of it" + begin(chain));
    } else if (json) {
      streams.out().println(json(chain));
    } else {
      print(chain);
    }
  }

  private static String begin(ChainState chain) {
    return chain.logBegins() == null ? "" : "; the log begins at " + chain.logBegins();
  }

  private void print(ChainState chain) {
    FlowDefinition.Mapping mapping = chain.mapping();
    streams
        .out()
        .println(
            Texts.oneLine(
                chain.chainId()
                    + ": "
                    + status(chain)
                    + (mapping == null
                        ? ""
                        : String.join(
                            ", ",
                            " (" + mapping.domain(),
                            mapping.service(),
                            mapping.action(),
                            mapping.version() + ")"))));
    chain.steps().forEach(step -> print(step, "  "));
    if (!chain.missing().isEmpty()) {
      String why = chain.isCut() ? "cut by retention" + begin(chain) + "; " : "";
      streams.out().println(Texts.oneLine("  " + why + "missing: " + missing(chain)));
    }
  }

  private static String missing(ChainState chain) {
    return String.join(", ", chain.missing());
  }

  private static String status(ChainState chain) {
    return Objects.requireNonNull(chain.status(), "it has steps").text();
  }

  private void print(ChainStep step, String indent) {
    String error = step.error().isEmpty() ? "" : ": " + step.error();
    streams
        .out()
        .println(
            indent
                + Texts.oneLine(
                    step.name() + ": " + step.status().text() + " (" + step.id() + ")" + error));
    step.children().forEach(child -> print(child, indent + "  "));
  }

  private static ObjectNode json(ChainState chain) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("chainId", chain.chainId()).put("status", status(chain)).put("cut", chain.isCut());
    chain.missing().forEach(json.putArray("missing")::add);
    chain.steps().forEach(step -> json.withArray("/steps").add(json(step)));
    return json;
  }

  private static ObjectNode json(ChainStep step) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("id", step.id()).put("name", step.name()).put("status", step.status().text());
    json.put("time", step.latest().time().toString()).put("entries", step.entries());
    json.put("error", step.error());
    json.putArray("steps");
    step.children().forEach(child -> json.withArray("/steps").add(json(child)));
    return json;
  }
}
