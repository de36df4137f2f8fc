package dev.emitter.cli;

import dev.emitter.problem.Printable;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;

/** Starts a command of {@code emitter}. */
public final class Main {

  private Main() {}

  /** Runs a command and ends the process with its exit status. */
  public static void main(String[] args) {
    Termination termination = Termination.ofProcess();
    System.exit(runToEnd(List.of(args), Streams.ofProcess(), termination));
  }

  /** Runs a command; whatever becomes of it, the process is told that it ended. */
  static int runToEnd(List<String> args, Streams streams, Termination termination) {
    int status = ExitStatus.INTERNAL;
    try {
      status = run(args, streams, termination);
      return status;
    } finally {
      termination.ended(status);
    }
  }

  /** Runs a command and returns its exit status. */
  static int run(List<String> args, Streams streams, Termination termination) {
    CommandLine command = commandLine(streams, termination);
    try {
      return command.execute(args.toArray(String[]::new));
    } catch (Error fault) { // picocli passes on what is no exception, such as a full heap
      return failed(fault, streams);
    } finally {
      streams.out().flush();
    }
  }

  /** Returns all commands with their options. */
  static CommandLine commandLine(Streams streams, Termination termination) {
    return new CommandLine(new EmitterCommand(streams))
        .addSubcommand(new RunCommand(streams, termination))
        .addSubcommand(new CheckCommand(streams))
        .addSubcommand(new TestCommand(streams))
        .addSubcommand(new ProposeCommand(streams))
        .addSubcommand(new ReceiveCommand(streams, termination))
        .addSubcommand(new FilterCommand(streams, termination))
        .addSubcommand(log(streams, termination))
        .addSubcommand(audit(streams))
        .addSubcommand(flow(streams))
        .addSubcommand(powerBi(streams))
        .addSubcommand(new SchemaCommand(streams))
        .setExpandAtFiles(false) // FEEL's dates start with @
        .setOut(writer(streams.out()))
        .setErr(writer(streams.err()))
        .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler((fault, given) -> misused(fault, streams))
        .setExecutionExceptionHandler((fault, at, given) -> failed(fault, streams));
  }

  private static CommandLine log(Streams streams, Termination termination) {
    return new CommandLine(new LogCommand(streams))
        .addSubcommand(new LogListCommand(streams, termination))
        .addSubcommand(new LogShowCommand(streams))
        .addSubcommand(new LogAttemptsCommand(streams))
        .addSubcommand(new LogResubmitCommand(streams, termination))
        .addSubcommand(new LogDiscardCommand(streams))
        .addSubcommand(new LogSkipCommand(streams))
        .addSubcommand(new LogAcknowledgeCommand(streams));
  }

  private static CommandLine audit(Streams streams) {
    return new CommandLine(new AuditCommand(streams))
        .addSubcommand(new AuditListCommand(streams))
        .addSubcommand(new AuditReadCommand(streams))
        .addSubcommand(new AuditVerifyCommand(streams))
        .addSubcommand(new AuditEraseCommand(streams));
  }

  private static CommandLine flow(Streams streams) {
    return new CommandLine(new FlowCommand(streams))
        .addSubcommand(new FlowShowCommand(streams))
        .addSubcommand(new FlowResumeCommand(streams))
        .addSubcommand(new FlowResubmitCommand(streams))
        .addSubcommand(new FlowCheckCommand(streams));
  }

  private static CommandLine powerBi(Streams streams) {
    return new CommandLine(new PowerBiCommand(streams))
        .addSubcommand(new PowerBiCreateCommand(streams));
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }

  private static int misused(ParameterException fault, Streams streams) {
    CommandLine command = fault.getCommandLine();
    streams.err().println(Texts.oneLine(String.valueOf(fault.getMessage())));
    if (!CommandLine.UnmatchedArgumentException.printSuggestions(fault, streams.err())) {
      streams.err().println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
    }
    return ExitStatus.FAULT;
  }

  private static int failed(Throwable fault, Streams streams) {
    streams.err().println("This is a fault of emitter itself; please report it with these lines:");
    Printable.of(fault).printStackTrace(streams.err());
    return ExitStatus.INTERNAL;
  }
}
