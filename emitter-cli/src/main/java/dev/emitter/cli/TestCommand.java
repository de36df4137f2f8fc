package dev.emitter.cli;

import dev.emitter.Emitters;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.channel.Evidence;
import dev.emitter.channel.ResolvedEmitter;
import dev.emitter.cli.References.Referred;
import dev.emitter.problem.EmitterException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends a sample event as a definition says. */
@Command(
    name = "test",
    description = {
      "Sends one sample event of type dev.emitter.test as each definition says, and prints what"
          + " became of it. Filter, topics and messages are not asked.",
      "Nothing is written to a log, and no failure is counted.",
      "Exit status: 0 if the receivers took it, 2 if a definition is wrong, 3 if a receiver did not"
          + " take it."
    },
    footerHeading = "%nExample:%n",
    footer = {"emitter test emitters/orders.json"},
    mixinStandardHelpOptions = true,
    versionProvider = EmitterCommand.Version.class)
final class TestCommand implements Callable<Integer> {

  private final Streams streams;

  @Parameters(arity = "1..*", paramLabel = "DIR|FILE", description = "Folders and files.")
  private final List<Path> paths = new ArrayList<>();

  @Mixin private final References references = new References();

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      defaultValue = "2m",
      description = "How long to wait for a channel that has no limit of its own (default 2m).")
  private Duration timeout = Duration.ofMinutes(2);

  TestCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws InterruptedException {
    Faults faults = Faults.printedTo(streams.err());
    Referred referred = references.read(faults);
    if (referred == null) {
      return faults.exitStatus();
    }
    DefinitionCheck check = new DefinitionCheck(referred, faults);
    check.all(paths);
    if (!faults.isEmpty()) {
      return faults.exitStatus();
    }
    boolean taken = true;
    try (Emitters emitters =
        Emitters.builder()
            .identities(referred.identities())
            .recipients(referred.recipients())
            .start()) {
      for (ResolvedEmitter emitter : check.definitions()) {
        taken &= test(emitters, emitter);
      }
    }
    return taken ? ExitStatus.DONE : ExitStatus.UNDELIVERED;
  }

  /** Returns whether the receiver took the event. */
  private boolean test(Emitters emitters, ResolvedEmitter emitter) throws InterruptedException {
    DeliveryResult result;
    try {
      result =
          emitters
              .test(emitter.definition())
              .toCompletableFuture()
              .get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      result = DeliveryResult.retry("no answer within " + timeout.toSeconds() + " s");
    } catch (ExecutionException | EmitterException e) {
      result = DeliveryResult.retry(String.valueOf(e.getMessage()));
    }
    streams.out().println(Texts.oneLine(emitter.id() + ": " + said(result)));
    return result instanceof DeliveryResult.Delivered;
  }

  private static String said(DeliveryResult result) {
    Evidence evidence = result.evidence();
    String status = evidence.status() == null ? "" : ", status " + evidence.status();
    Duration took = evidence.duration();
    return outcome(result) + status + (took == null ? "" : ", " + took.toMillis() + " ms");
  }

  private static String outcome(DeliveryResult result) {
    if (result instanceof DeliveryResult.Retry retry) {
      return "not taken: " + retry.reason();
    } else if (result instanceof DeliveryResult.Rejected rejected) {
      return "refused: " + rejected.reason();
    } else if (result instanceof DeliveryResult.Disable disable) {
      return "refused for good: " + disable.reason();
    }
    return "taken";
  }
}
