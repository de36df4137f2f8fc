package dev.emitter.cli;

import dev.emitter.Emitters;
import dev.emitter.EmittersBuilder;
import dev.emitter.cli.References.Referred;
import dev.emitter.log.EventLog;
import dev.emitter.topic.Catalogue;
import dev.emitter.topic.CatalogueMode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Publishes events to the emitters of a folder. */
@Command(
    name = "run",
    description = {
      "Publishes events to the emitters that the files of a folder define, and waits until all is"
          + " delivered.",
      "A line of EVENTS is {\"topic\": [\"a\", \"b\"], \"event\": {..a CloudEvent..}}. Lines that"
          + " are not so are reported and passed over.",
      "With --data an empty input just delivers what an earlier run has left.",
      "SIGINT or SIGTERM ends it in good order: it publishes no more, says what is left and how long"
          + " it waits for that, and delivers. A second one ends it at once, with 3.",
      "Exit status: 0 if all went well; 1 for a fault of emitter itself; 2 for a fault of the"
          + " command line, of a definition (nothing is published then) or of an input line; 3 if"
          + " the run was asked to end (SIGINT, SIGTERM) before its input did, the disk was full"
          + " for as long as --drain, or an emitter is disabled, was not done within --drain, or"
          + " has parked events."
    },
    footerHeading = "%nExample:%n",
    footer = {
      "emitter run --emitters DIR events.ndjson",
      "emitter run --emitters DIR --data data --acks acks.txt --skip-acked acks.txt events.ndjson",
      "%nMore: docs/start-here.md, docs/operating.md"
    },
    mixinStandardHelpOptions = true,
    versionProvider = EmitterCommand.Version.class)
final class RunCommand implements Callable<Integer> {

  static final URI DEFAULT_SOURCE = URI.create("urn:emitter");

  private static final Duration DRAIN = Duration.ofSeconds(30);

  /** Closing takes a few seconds more: containers and services are killed after 30 seconds. */
  private static final Duration GRACE = Duration.ofSeconds(20);

  private final Streams streams;
  private final Termination termination;

  @Option(
      names = "--emitters",
      required = true,
      paramLabel = "DIR",
      description = "The folder of definition files (*.json).")
  private Path folder = Path.of("");

  @Mixin private final References references = new References();

  @Option(
      names = "--source",
      paramLabel = "URI",
      converter = SourceConverter.class,
      description = "The source of events that have none. Default: urn:emitter.")
  private URI source = DEFAULT_SOURCE;

  @Option(
      names = "--drain",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = {
        "How long emitters have to deliver at the end; also how long publishing waits for room in a"
            + " full log while nothing is delivered. Such as 500ms, 30s or 5m. Default: 30s, and 20s"
            + " once it is asked to end (SIGINT, SIGTERM), as most who ask wait for 30s in all."
      })
  private @Nullable Duration drain;

  @Option(
      names = "--follow",
      description =
          "Read on in standard input, and take up changes of the definition files, until standard"
              + " input ends or SIGTERM.")
  private boolean follow;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Where to write the table as JSON.")
  private @Nullable Path report;

  @Mixin private final DataOptions data = new DataOptions();

  @Option(
      names = "--acks",
      paramLabel = "FILE",
      description = {
        "Where to write the id of each event once it is published, as safely as the log keeps it, a"
            + " line each. If the file exists, ids are appended to it. Repeat a run that was cut"
            + " off with --skip-acked and the same file."
      })
  private @Nullable Path acks;

  @Option(
      names = "--skip-acked",
      paramLabel = "FILE",
      description = {
        "Pass over the events whose ids an earlier run with --acks has written there. The file that"
            + " --acks names may be given here, too; it need not exist yet then.",
        "An event that was published while its id was not yet written is published twice: receivers"
            + " tell it by its id."
      })
  private @Nullable Path skipAcked;

  @Parameters(
      arity = "0..1",
      paramLabel = "EVENTS",
      description = "A file of events, plain or gzip. Without it: standard input.")
  private @Nullable Path events;

  RunCommand(Streams streams, Termination termination) {
    this.streams = streams;
    this.termination = termination;
  }

  @Override
  public Integer call() throws InterruptedException {
    termination.heed();
    Messages messages = new Messages(streams.err(), streams.terminal().messages());
    Faults faults = new Faults(messages);
    Referred referred = references.read(faults);
    checkFiles(faults);
    EventLog log = referred != null && faults.isEmpty() ? data.open(faults) : null;
    if (referred == null || log == null) {
      check(referred, faults);
      return ExitStatus.FAULT;
    }
    Catalogue catalogue = referred.catalogue();
    UndeclaredEvents undeclared = new UndeclaredEvents(messages);
    if (catalogue != null) {
      undeclared.declare(catalogue);
    }
    try (log) {
      EmittersBuilder builder = builder(log, referred);
      if (references.hasRecipients()) {
        builder.notifier(notice -> messages.say(NoticeLine.of(notice)));
      }
      Emitters emitters = start(builder, undeclared, catalogue, faults);
      return emitters == null ? ExitStatus.FAULT : run(emitters, log, undeclared, faults, messages);
    }
  }

  private void checkFiles(Faults faults) {
    faults.addIfAny(Definitions.emittersFault(folder));
    sources().forEach(input -> faults.addIfAny(input.fault()));
    faults.addIfAny(report == null ? null : Report.fault(report));
    faults.addIfAny(acks == null ? null : Acks.fault(acks));
    faults.addIfAny(skipAckedFault());
    data.check(faults);
  }

  private @Nullable String skipAckedFault() {
    return skipAcked == null || isSame(skipAcked, acks) || Files.isRegularFile(skipAcked)
        ? null
        : "skip-acked = "
            + skipAcked
            + ": there is no such file; name one that a run with --acks has written";
  }

  private static boolean isSame(Path file, @Nullable Path other) {
    return other != null
        && file.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
  }

  private Map<String, Integer> acked() throws IOException {
    return skipAcked == null || !Files.exists(skipAcked) ? Map.of() : Acks.read(skipAcked);
  }

  private int run(
      Emitters emitters,
      EventLog log,
      UndeclaredEvents undeclared,
      Faults faults,
      Messages messages)
      throws InterruptedException {
    try {
      Map<String, Integer> acked = acked(); // before the file is opened to be gone on with
      try (Acks opened = acks == null ? null : Acks.open(acks)) {
        emitters.absent().forEach(id -> messages.say(absent(id)));
        data.enable(emitters, faults);
        if (!faults.isEmpty()) {
          return ExitStatus.FAULT;
        }
        RunFolder.remember(log);
        RunSettings settings =
            new RunSettings(
                sources(),
                Objects.requireNonNullElse(drain, DRAIN),
                Objects.requireNonNullElse(drain, GRACE),
                data.isGiven(),
                follow,
                report,
                opened,
                acked,
                undeclared::count);
        RunLog inMemory = log instanceof RunLog run ? run : null;
        return new Run(emitters, inMemory, settings, messages, streams.terminal(), termination)
            .execute();
      }
    } catch (IOException e) {
      faults.addMessageOf(e);
      return ExitStatus.FAULT;
    } finally {
      emitters.close(Duration.ZERO);
    }
  }

  private static String absent(String id) {
    return "emitter \""
        + id
        + "\" is in this folder of data but in no definition; what waits for it is kept until one"
        + " of this id is back, as long as the log keeps events";
  }

  /** Adds the faults of the definitions to others, so that all are seen at once. */
  private void check(@Nullable Referred referred, Faults faults) {
    if (referred != null && Definitions.folderFault(folder) == null) {
      new DefinitionCheck(referred.withoutCatalogue(), faults).folder(folder);
    }
  }

  private EmittersBuilder builder(EventLog log, Referred referred) {
    EmittersBuilder builder =
        Emitters.builder()
            .source(source)
            .definitions(folder)
            .refuseBrokenDefinitions(true)
            .watchDefinitions(follow)
            .identities(referred.identities())
            .recipients(referred.recipients())
            .log(log);
    data.addTo(builder);
    return builder;
  }

  private static @Nullable Emitters start(
      EmittersBuilder builder,
      UndeclaredEvents undeclared,
      @Nullable Catalogue catalogue,
      Faults faults) {
    if (catalogue != null) { // the library would log every single event
      builder.catalogue(catalogue, CatalogueMode.OFF).listener(undeclared);
    }
    return Start.of(builder, faults);
  }

  private List<EventSource> sources() {
    List<EventSource> sources = new ArrayList<>();
    if (events != null) {
      sources.add(EventSource.of(events));
    }
    boolean delivers = data.isGiven() && streams.terminal().input() && !follow;
    if (follow || (events == null && !delivers)) {
      sources.add(EventSource.ofStandardInput(streams.in()));
    }
    return sources;
  }
}
