package dev.emitter.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** The command that holds those on what a run has kept. */
@Command(
    name = "log",
    description = {
      "Looks at what run --data has kept, and sends events again. Nothing is delivered by itself,"
          + " and, but for attempts, no run may use the folder at the same time. list, show and"
          + " attempts change nothing where this user may not write."
    },
    footerHeading = "%nExample:%n",
    footer = {
      "emitter log list --data data --emitters DIR --state parked",
      "%nMore: docs/operating.md"
    },
    mixinStandardHelpOptions = true,
    versionProvider = EmitterCommand.Version.class,
    synopsisSubcommandLabel = "COMMAND")
final class LogCommand implements Callable<Integer> {

  private final Streams streams;

  LogCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    streams
        .err()
        .println("Missing command: list, show, attempts, resubmit, discard, skip or acknowledge");
    streams.err().println("Try: emitter log --help");
    return ExitStatus.FAULT;
  }
}
