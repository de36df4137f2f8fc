package dev.emitter.cli;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** What {@code emitter} takes on its command line, asked without running anything. */
public final class Usage {

  private Usage() {}

  /** Returns why these arguments are not taken, or null if they are. */
  public static @Nullable String fault(List<String> arguments) {
    try {
      commands().parseArgs(arguments.toArray(String[]::new));
      return null;
    } catch (CommandLine.ParameterException e) {
      return e.getMessage();
    }
  }

  /** Returns the options that the command and those below it take; empty for no command. */
  public static Set<String> options(List<String> command) {
    CommandLine found = commands();
    for (String name : command) {
      CommandLine next = found.getSubcommands().get(name);
      if (next == null) {
        return Set.of();
      }
      found = next;
    }
    Set<String> options = new LinkedHashSet<>();
    collect(found, options);
    return options;
  }

  private static void collect(CommandLine command, Set<String> options) {
    options.addAll(command.getCommandSpec().optionsMap().keySet());
    command.getSubcommands().values().forEach(below -> collect(below, options));
  }

  private static CommandLine commands() {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return Main.commandLine(
        new Streams(InputStream.nullInputStream(), nowhere, nowhere, Terminal.NONE),
        new Termination());
  }
}
