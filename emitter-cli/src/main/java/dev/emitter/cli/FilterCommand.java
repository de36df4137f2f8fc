package dev.emitter.cli;

import java.io.BufferedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints the events that a filter lets through. */
@Command(
    name = "filter",
    description = {
      "Prints the lines of events for which an expression is true, as a filter of an operator's"
          + " definition would judge them, and says on standard error what it was for the others.",
      "false: the expression says so. null: it has no answer, because the event lacks a field or"
          + " attribute that it reads, or has null there. failed: it cannot be evaluated, or gives"
          + " something else than true, false and null. All three keep an event back.",
      "Write -- before an expression that starts with a minus sign.",
      "Exit status: 0; 1 for a fault of emitter itself; 2 for an expression that is refused, or a"
          + " fault of the command line or of an input line; 3 if it was asked to end (SIGINT,"
          + " SIGTERM) before its input did."
    },
    mixinStandardHelpOptions = true,
    versionProvider = EmitterCommand.Version.class)
final class FilterCommand implements Callable<Integer> {

  private static final Duration LOOK = Duration.ofMillis(100);
  private static final int BUFFER = 1 << 16;

  private final Streams streams;
  private final Termination termination;

  @Option(
      names = "--dialect",
      paramLabel = "feel|sql",
      description = "The language of the expression: feel (the default) or sql (CloudEvents SQL).")
  private Dialect dialect = Dialect.FEEL;

  @Option(
      names = "--explain",
      description =
          "Say on standard error of each event that is kept back what the expression and its parts"
              + " were, false ones too, and which values of the event they read.")
  private boolean explain;

  @Parameters(index = "0", paramLabel = "EXPRESSION", description = "The filter.")
  private String expression = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "EVENTS",
      description = "A file of events, plain or gzip. Without it: standard input.")
  private @Nullable Path events;

  FilterCommand(Streams streams, Termination termination) {
    this.streams = streams;
    this.termination = termination;
  }

  @Override
  public Integer call() throws InterruptedException {
    termination.heed();
    Messages messages = new Messages(streams.err(), false);
    Faults faults = new Faults(messages);
    Judge judge = Judge.of(dialect, expression, faults);
    EventSource source =
        events == null ? EventSource.ofStandardInput(streams.in()) : EventSource.of(events);
    faults.addIfAny(source.fault());
    return judge == null || !faults.isEmpty() ? ExitStatus.FAULT : filter(source, judge, messages);
  }

  private int filter(EventSource source, Judge judge, Messages messages)
      throws InterruptedException {
    PrintStream out =
        new PrintStream(
            new BufferedOutputStream(streams.out(), BUFFER), false, StandardCharsets.UTF_8);
    Tally tally = new Tally();
    Feed feed =
        new Feed(
            List.of(source),
            line -> {
              EventLine event = EventLineParser.parse(line.bytes(), line.length());
              Judgement judgement = judge.judge(event);
              tally.add(judgement);
              if (judgement.answer() == Answer.TRUE) {
                print(line, out);
              } else if (explain) {
                explain(source.name() + ":" + line.number() + ": ", judge.explain(event), messages);
              }
            },
            messages);
    feed.start();
    while (!feed.await(LOOK) && !termination.isRequested() && !isBroken(out)) {}
    feed.stop(Deadline.LONGEST);
    return status(feed, tally, isBroken(out), messages);
  }

  private static void explain(String place, List<String> clauses, Messages messages) {
    messages.say(place + clauses.get(0));
    clauses.stream().skip(1).forEach(messages::say);
  }

  private static void print(LineReader line, PrintStream out) {
    out.write(line.bytes(), 0, line.length());
    if (line.endsWithReturn()) {
      out.write('\r');
    }
    out.write('\n');
  }

  /** Writes what is held back, too, so that a reader need not wait for more. */
  private boolean isBroken(PrintStream out) {
    return out.checkError() || streams.out().checkError();
  }

  private int status(Feed feed, Tally tally, boolean broken, Messages messages) {
    String fault = streams.outFault();
    if (fault != null) {
      messages.say(fault);
    } else if (broken) {
      return ExitStatus.DONE; // whoever reads it has seen enough
    } else if (!feed.isComplete()) {
      messages.say(Texts.oneLine("stopped at " + feed.reached() + "; the rest was not read"));
    }
    tally.lines(feed.badLines()).forEach(messages::say);
    if (broken || feed.badLines() + feed.brokenInputs() > 0) {
      return ExitStatus.FAULT;
    }
    return feed.isComplete() ? ExitStatus.DONE : ExitStatus.UNDELIVERED;
  }
}
