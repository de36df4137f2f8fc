package dev.emitter.cli;

import dev.emitter.config.DefinitionSchema;
import dev.emitter.config.FlowSchema;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints the JSON Schema of definition files. */
@Command(
    name = "schema",
    description = "Prints the JSON Schema of definition files, or of flows, for editors.",
    footerHeading = "%nExample:%n",
    footer = {"emitter schema > definition.schema.json", "%nMore: docs/definition-reference.md"},
    mixinStandardHelpOptions = true,
    versionProvider = EmitterCommand.Version.class)
final class SchemaCommand implements Callable<Integer> {

  private final Streams streams;

  @Option(names = "--flows", description = "The schema of files that declare flows.")
  private boolean flows;

  SchemaCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    streams.out().print(flows ? FlowSchema.json() : DefinitionSchema.json(Definitions.types()));
    String fault = streams.outFault();
    if (fault != null) {
      streams.err().println(fault);
      return ExitStatus.FAULT;
    }
    return ExitStatus.DONE;
  }
}
