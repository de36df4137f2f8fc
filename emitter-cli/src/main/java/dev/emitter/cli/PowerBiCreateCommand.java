package dev.emitter.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.emitter.channel.ResolvedEmitter;
import dev.emitter.cli.References.Referred;
import dev.emitter.event.Json;
import dev.emitter.powerbi.PowerBiChannelProvider;
import dev.emitter.powerbi.PushDataset;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints or creates the push dataset that a definition describes. */
@Command(
    name = "create",
    description = {
      "Prints the push dataset that the columns of a definition describe, and where to post it."
          + " With --post it is created, with the identity of the definition, unless there is one of"
          + " that name.",
      "The id of the definition may be any text until then.",
      "Microsoft ends the creation of push datasets on 31 October 2027.",
      "Exit status: 0, 2 if the definition is wrong, 3 if the service did not create it."
    },
    footerHeading = "%nExample:%n",
    footer = {
      "emitter powerbi create emitters/orders.json --identities identities.json --post",
      "%nMore: docs/power-bi.md"
    },
    mixinStandardHelpOptions = true,
    versionProvider = EmitterCommand.Version.class)
final class PowerBiCreateCommand implements Callable<Integer> {

  private static final String FABRIC =
      "To move to Fabric: the same columns in type Kafka, mode rows, preset fabric-eventstream"
          + " (docs/power-bi.md, Moving to Fabric)";

  private final Streams streams;

  @Parameters(paramLabel = "FILE", description = "A definition of type PowerBI.")
  private Path file = Path.of("");

  @Mixin private final References references = new References();

  @Option(names = "--post", description = "Create it.")
  private boolean post;

  @Option(
      names = "--retention",
      paramLabel = "basicFIFO|None",
      defaultValue = "basicFIFO",
      converter = RetentionConverter.class,
      description = {
        "basicFIFO (default): the last 200,000 rows are kept.",
        "None: rows beyond 5,000,000 are refused.",
        "Upper and lower case are the same."
      })
  private PushDataset.Retention retention = PushDataset.Retention.BASIC_FIFO;

  PowerBiCreateCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws InterruptedException, JsonProcessingException {
    Faults faults = Faults.printedTo(streams.err());
    Referred referred = references.read(faults);
    if (referred == null) {
      return faults.exitStatus();
    }
    DefinitionCheck check = new DefinitionCheck(referred, faults);
    check.all(List.of(file));
    if (!faults.isEmpty()) {
      return faults.exitStatus();
    }
    ResolvedEmitter emitter = check.definitions().size() == 1 ? check.definitions().get(0) : null;
    if (emitter == null || !emitter.definition().type().equals("PowerBI")) {
      streams.err().println(Texts.oneLine(file + ": give one definition, of type PowerBI"));
      return ExitStatus.FAULT;
    }
    PushDataset dataset = PushDataset.of(emitter.context(), retention);
    boolean done = post ? create(dataset) : print(dataset);
    streams.err().println(endOfLife(LocalDate.now(Clock.systemUTC())));
    streams.err().println(FABRIC);
    return done ? ExitStatus.DONE : ExitStatus.UNDELIVERED;
  }

  private boolean print(PushDataset dataset) throws JsonProcessingException {
    streams
        .out()
        .println(Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(dataset.json()));
    streams.err().println(Texts.oneLine("POST " + dataset.address()));
    return true;
  }

  /** Returns whether it is there. */
  private boolean create(PushDataset dataset) throws InterruptedException {
    try {
      String id =
          dataset
              .create(new PowerBiChannelProvider())
              .toCompletableFuture()
              .get(2, TimeUnit.MINUTES);
      streams.out().println(Texts.oneLine(id));
      streams.err().println(Texts.oneLine("created; write it as \"id\" into " + file));
      return true;
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      streams.err().println(Texts.oneLine("not created: " + cause.getMessage()));
    } catch (TimeoutException e) {
      streams
          .err()
          .println("not created: no answer within 2 minutes; it may be there all the same");
    }
    return false;
  }

  /** Returns what a person should know who creates one on that day. */
  static String endOfLife(LocalDate today) {
    String day = "31 October 2027";
    return today.isAfter(PushDataset.CREATION_ENDS)
        ? "Microsoft has ended the creation of push datasets on "
            + day
            + "; those that exist go on."
        : "Microsoft ends the creation of push datasets on "
            + day
            + "; those that exist then go on.";
  }
}
