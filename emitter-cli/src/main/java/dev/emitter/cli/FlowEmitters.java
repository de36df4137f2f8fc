package dev.emitter.cli;

import dev.emitter.channel.ResolvedEmitter;
import dev.emitter.cli.References.Referred;
import dev.emitter.config.DefinitionFolder;
import dev.emitter.config.FolderScan;
import dev.emitter.flow.ChainReader;
import dev.emitter.log.EventLog;
import java.nio.file.Path;
import java.time.Clock;
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
        "The folder of definition files: what a flow in them makes of events is counted, too."
            + " Default: only events of type FlowTrace are."
      })
  private @Nullable Path folder;

  @Mixin private final References references = new References();

  /** Returns what tells how chains stand; adds every fault of the definitions. */
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
    scan.problems().values().forEach(faults::add);
    return reader.withEmitters(
        scan.emitters().values().stream().map(ResolvedEmitter::definition).toList());
  }
}
