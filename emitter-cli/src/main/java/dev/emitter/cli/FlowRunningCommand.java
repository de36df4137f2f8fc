package dev.emitter.cli;

import dev.emitter.flow.http.FlowOutcome;
import dev.emitter.flow.http.Flows;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Has chains run again, in one of the ways that there are. */
@Command(mixinStandardHelpOptions = true, versionProvider = EmitterCommand.Version.class)
abstract class FlowRunningCommand implements Callable<Integer> {

  private final Streams streams;
  private final BiFunction<Flows, String, CompletionStage<FlowOutcome>> request;

  @Mixin private final KeptData data = new KeptData();

  @Mixin private final FlowEmitters emitters = new FlowEmitters();

  @Mixin private final FlowOptions flows = new FlowOptions();

  @Parameters(arity = "1..*", paramLabel = "CHAIN", description = "What links the steps.")
  private final List<String> chains = new ArrayList<>();

  FlowRunningCommand(
      Streams streams, BiFunction<Flows, String, CompletionStage<FlowOutcome>> request) {
    this.streams = streams;
    this.request = request;
  }

  @Override
  public Integer call() {
    return new FlowRunning(streams).run(data, emitters, flows, chains, request);
  }
}
