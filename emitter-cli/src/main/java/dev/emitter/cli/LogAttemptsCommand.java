package dev.emitter.cli;

import dev.emitter.delivery.Acknowledgement;
import dev.emitter.delivery.AttemptQuery;
import dev.emitter.delivery.DeliveryAttempt;
import dev.emitter.delivery.DeliveryLog;
import dev.emitter.log.EventLogException;
import dev.emitter.problem.Suggestion;
import java.io.PrintStream;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows the attempts that the delivery log has. */
@Command(
    name = "attempts",
    description = {
      "Prints the attempts to deliver that run --data has recorded, the newest first: a line each,"
          + " with the receiver's status, how long it took, and why it failed. What a person has"
          + " sent again is marked as such. With --emitter and --event, what the receiver has"
          + " reported later follows. A run may use the folder at the same time.",
      "Exit status: 0; 1 for a fault of emitter itself; 2 for a fault of the command line, or if it"
          + " cannot be read."
    },
    footerHeading = "%nExample:%n",
    footer = {
      "emitter log attempts --data data --emitter hook --outcome retry --limit 20",
      "%nMore: docs/operating.md"
    },
    mixinStandardHelpOptions = true,
    versionProvider = EmitterCommand.Version.class)
final class LogAttemptsCommand implements Callable<Integer> {

  private static final int RECENT = 10_000;

  private final Streams streams;

  @Mixin private final KeptData data = new KeptData();

  @Option(names = "--emitter", paramLabel = "ID", description = "Only attempts of this emitter.")
  private @Nullable String emitter;

  @Option(names = "--event", paramLabel = "ID", description = "Only attempts with this event.")
  private @Nullable String event;

  @Option(
      names = "--outcome",
      paramLabel = "delivered|retry|rejected|disabled",
      description = "Only attempts that ended so. May be repeated.")
  private final Set<DeliveryAttempt.Outcome> outcomes =
      EnumSet.noneOf(DeliveryAttempt.Outcome.class);

  @Option(
      names = "--from",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description = "Only attempts that ended then or later, such as 2025-12-31T23:59:59Z.")
  private @Nullable Instant from;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description = "Only attempts that ended before that time.")
  private @Nullable Instant until;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "1000",
      description = "At most so many attempts. Default: ${DEFAULT-VALUE}.")
  private int limit;

  @Option(names = "--json", description = "Print each line as a JSON object, for programs.")
  private boolean json;

  @Option(
      names = "--heads",
      description =
          "Below each line print when the event was published, and what was sent (>) and received"
              + " (<) over HTTP, as far as it was kept: headers, and the beginning of the body."
              + " Secrets are shown as ****. --json has it always.")
  private boolean heads;

  LogAttemptsCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    Faults faults = Faults.printedTo(streams.err());
    data.check(faults);
    if (limit < 1) {
      faults.add("limit = " + limit + ": must be at least 1");
    }
    if (faults.isEmpty()) {
      print(faults);
    }
    return faults.exitStatus();
  }

  private void print(Faults faults) {
    try (DeliveryLog log = data.attempts(faults)) {
      if (log != null) {
        print(log, faults);
      }
    } catch (EventLogException e) {
      faults.addMessageOf(e);
    }
    faults.addIfAny(streams.outFault());
  }

  private void print(DeliveryLog log, Faults faults) {
    PrintStream out = streams.out();
    List<DeliveryAttempt> found =
        log.find(new AttemptQuery(emitter, event, outcomes, from, until, limit));
    if (!json) {
      out.println(AttemptLine.HEADER);
    }
    for (DeliveryAttempt one : found) {
      out.println(json ? AttemptLine.json(one) : AttemptLine.text(one));
      if (heads && !json) {
        AttemptHeads.text(one).forEach(out::println);
      }
    }
    if (found.isEmpty() && emitter != null) {
      faults.addIfAny(unknown(log, emitter));
    }
    if (emitter != null && event != null && !json) {
      log.acknowledgements(emitter, event).forEach(one -> out.println(text(one)));
    }
  }

  /** Returns that there is no emitter of this id, as far as attempts tell; null if there is. */
  private static @Nullable String unknown(DeliveryLog log, String id) {
    if (!log.find(AttemptQuery.ALL.emitter(id).limit(1)).isEmpty()) {
      return null;
    }
    List<String> ids =
        log.find(AttemptQuery.ALL.limit(RECENT)).stream()
            .map(DeliveryAttempt::emitterId)
            .distinct()
            .toList();
    String hint = Suggestion.nearest(id, ids);
    return "no attempt of an emitter "
        + Texts.quoted(id)
        + " is kept"
        + (hint == null
            ? ": it has another name, or has had no event yet; see log list"
            : "; " + hint);
  }

  private static String text(Acknowledgement report) {
    String status = report.status().name().toLowerCase(Locale.ROOT);
    String line = report.at() + "  reported as " + status + "  " + Texts.oneLine(report.text());
    return line.stripTrailing();
  }
}
