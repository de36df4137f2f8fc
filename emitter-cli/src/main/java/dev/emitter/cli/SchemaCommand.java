package dev.emitter.cli;

import dev.emitter.config.DefinitionSchema;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Prints the JSON Schema of definition files. */
@Command(
    name = "schema",
    description = "Prints the JSON Schema of definition files, for editors.",
    footerHeading = "%nExample:%n",
    footer = {"emitter schema > definition.schema.json", "%nMore: docs/definition-reference.md"},
    mixinStandardHelpOptions = true,
    versionProvider = EmitterCommand.Version.class)
final class SchemaCommand implements Callable<Integer> {

  private final Streams streams;

  SchemaCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    streams.out().print(DefinitionSchema.json(Definitions.types()));
    String fault = streams.outFault();
    if (fault != null) {
      streams.err().println(fault);
      return ExitStatus.FAULT;
    }
    return ExitStatus.DONE;
  }
}
