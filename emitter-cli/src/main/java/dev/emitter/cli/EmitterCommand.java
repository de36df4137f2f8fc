package dev.emitter.cli;

import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command that holds the others. */
@Command(
    name = "emitter",
    description = "Publishes CloudEvents to emitters that JSON files define.",
    footerHeading = "%nExample:%n",
    footer = {
      "emitter run --emitters examples/quickstart/emitters examples/quickstart/events.ndjson",
      "%nMore: README.md, docs/start-here.md"
    },
    mixinStandardHelpOptions = true,
    versionProvider = EmitterCommand.Version.class,
    synopsisSubcommandLabel = "COMMAND")
final class EmitterCommand implements Callable<Integer> {

  private final Streams streams;

  EmitterCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    streams
        .err()
        .println(
            "Missing command: run, check, test, propose, receive, filter, log, audit, flow,"
                + " powerbi or schema");
    streams.err().println("Try: emitter --help");
    return ExitStatus.FAULT;
  }

  /** Tells the version that the build has put into the jar file. */
  static final class Version implements CommandLine.IVersionProvider {

    @Override
    public String[] getVersion() {
      String version = EmitterCommand.class.getPackage().getImplementationVersion();
      return new String[] {"emitter " + Objects.requireNonNullElse(version, "(not packaged)")};
    }
  }
}
