package dev.emitter.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** The command that holds those on what Audit emitters have stored. */
@Command(
    name = "audit",
    description = {
      "Looks after what Audit emitters have stored, for whoever may read the folder. Users read"
          + " their own through the application. A run may use the folder at the same time, but for"
          + " erase."
    },
    footerHeading = "%nExample:%n",
    footer = {"emitter audit verify data", "%nMore: docs/audit.md"},
    mixinStandardHelpOptions = true,
    versionProvider = EmitterCommand.Version.class,
    synopsisSubcommandLabel = "COMMAND")
final class AuditCommand implements Callable<Integer> {

  private final Streams streams;

  AuditCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    streams.err().println("Missing command: list, read, verify or erase");
    streams.err().println("Try: emitter audit --help");
    return ExitStatus.FAULT;
  }
}
