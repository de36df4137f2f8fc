package dev.emitter.cli;

import dev.emitter.channel.ResolvedEmitter;
import dev.emitter.cli.References.Referred;
import dev.emitter.config.DefinitionFolder;
import dev.emitter.config.FolderScan;
import dev.emitter.flow.ChainReader;
import dev.emitter.log.EventLog;
import dev.emitter.problem.Problem;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which emitters make entries of events that are none themselves. */
final class FlowEmitters {

  @Option(
      names = "--emitters",
      paramLabel = "DIR",
      description = {
        "The folder of definition files: what a flow in them makes of events is counted, too. One"
            + " that is broken is told and left out. Default: only events of type FlowTrace are."
      })
  private @Nullable Path folder;

  @Mixin private final References references = new References();

  private static void tellWarnings(List<Problem> problems, Faults faults) {
    faults.add(problems.stream().filter(Problem::isWarning).toList());
  }

  /** Returns what tells how chains stand; tells what is wrong with definitions. */
  ChainReader reader(EventLog log, Faults faults) {
    ChainReader reader = ChainReader.of(log);
    Referred referred = references.read(faults);
    String fault = folder == null ? null : Definitions.emittersFault(folder);
    faults.addIfAny(fault);
    if (referred == null || folder == null || fault != null) {
      return reader;
    }
    FolderScan scan =
        new DefinitionFolder(
                folder,
                Definitions.reader(referred.identities(), ApplicationHandlers.unknown()),
                Map::of,
                Clock.systemUTC())
            .scan();
    scan.problems().values().forEach(found -> tellWarnings(found, faults));
    // even if none is left: those of type FlowTrace are in the log, whatever the folder holds
    LeftOut.tell(
        scan.problems().values().stream().flatMap(List::stream).toList(),
        "emitter check " + folder,
        null,
        faults);
    return reader.withEmitters(
        scan.emitters().values().stream().map(ResolvedEmitter::definition).toList());
  }
}
