package dev.emitter.cli;

import dev.emitter.cli.References.Referred;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what is wrong with definition files, as {@code run} would. */
@Command(
    name = "check",
    description = {
      "Checks definition files and prints every fault as file:line:column: path: message.",
      "The files of a folder are also checked against each other. Give the options of the run they"
          + " are for: an identity is known only with --identities, a handler of the application"
          + " with --handler.",
      "A warning is about what is allowed, but was most likely meant otherwise.",
      "Exit status: 0 without a fault, 2 with one; with --strict also 2 with a warning."
    },
    mixinStandardHelpOptions = true,
    versionProvider = EmitterCommand.Version.class)
final class CheckCommand implements Callable<Integer> {

  private final Streams streams;

  @Parameters(arity = "1..*", paramLabel = "DIR|FILE", description = "Folders and files.")
  private final List<Path> paths = new ArrayList<>();

  @Mixin private final References references = new References();

  @Mixin private final ApplicationHandlers handlers = new ApplicationHandlers();

  @Option(names = "--strict", description = "Let a warning count as a fault does.")
  private boolean strict;

  @Option(
      names = "--events",
      paramLabel = "FILE",
      description =
          "Sample events, as run takes them, plain or gzip: a filter that is null for each of those"
              + " that it would be asked about is warned of.")
  private @Nullable Path events;

  CheckCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws InterruptedException {
    Messages messages = new Messages(streams.err(), false);
    Faults faults = new Faults(messages);
    Referred referred = references.read(faults);
    if (referred == null) {
      streams.out().println("definitions not checked, " + Texts.count(faults.count(), "fault"));
      return faults.exitStatus();
    }
    DefinitionCheck check = new DefinitionCheck(referred, handlers.given(), faults);
    check.all(paths);
    if (events != null) {
      EventSource samples = EventSource.ofOption("events", events);
      faults.addIfAny(samples.fault());
      if (samples.fault() == null) {
        new SampleEvents(check.definitions()).check(samples, messages, faults);
      }
    }
    streams.out().println(summary(check.definitions().size(), faults));
    return strict && faults.warnings() > 0 ? ExitStatus.FAULT : faults.exitStatus();
  }

  private static String summary(int good, Faults faults) {
    int warnings = faults.warnings();
    return Texts.count(good, "good definition")
        + ", "
        + Texts.count(faults.count(), "fault")
        + (warnings == 0 ? "" : ", " + Texts.count(warnings, "warning"));
  }
}
