package dev.emitter.cli;

import dev.emitter.channel.ChannelProvider;
import dev.emitter.config.ChannelTypes;
import dev.emitter.config.DefinitionProposal;
import dev.emitter.event.EncodedEvent;
import dev.emitter.event.EventCompleter;
import dev.emitter.event.InvalidEventException;
import dev.emitter.log.EventLog;
import dev.emitter.log.LoggedEvent;
import dev.emitter.problem.FileFault;
import dev.emitter.problem.Suggestion;
import dev.emitter.topic.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Proposes a definition out of an event. */
@Command(
    name = "propose",
    description = {
      "Prints a definition of an emitter that would receive events like this one: on its topic, of"
          + " its type, and with a filter where a member of the data says what happened. Addresses"
          + " and the like are examples: replace them.",
      "Exit status: 0; 1 for a fault of emitter itself; 2 if the event is not compatible with the"
          + " type, or for a fault of the command line."
    },
    footerHeading = "%nExample:%n",
    footer = {
      "emitter propose --data data 17 > emitters/like-17.json",
      "emitter propose --type Kafka event.json",
      "%nMore: docs/operating.md"
    },
    mixinStandardHelpOptions = true,
    versionProvider = EmitterCommand.Version.class)
final class ProposeCommand implements Callable<Integer> {

  private final Streams streams;

  @Parameters(
      paramLabel = "EVENT",
      description =
          "A file whose first line is an event with its topic, as run reads them; with --data the"
              + " position of an event, as log list prints it.")
  private String event = "";

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The folder that run --data has made, which has the event.")
  private @Nullable Path data;

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      description = "The type of the emitter. Default: Webhook.")
  private String type = "Webhook";

  ProposeCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    Faults faults = Faults.printedTo(streams.err());
    ChannelTypes types = Definitions.types();
    ChannelProvider provider = types.find(type);
    if (provider == null) {
      String hint = Suggestion.nearest(type, types.names());
      faults.add(
          "type = "
              + Texts.quoted(type)
              + ": there is no such type"
              + (hint == null ? "; there are " + String.join(", ", types.names()) : "; " + hint));
    } else if (data == null) {
      ofFile(provider, Path.of(event), faults);
    } else {
      ofLog(provider, data, faults);
    }
    faults.addIfAny(streams.outFault());
    return faults.exitStatus();
  }

  private void ofFile(ChannelProvider provider, Path file, Faults faults) {
    try (var in = Files.newInputStream(file)) {
      LineReader lines = new LineReader(in);
      if (!lines.next()) {
        faults.add(file + ": has no line; an event with its topic is wanted");
        return;
      }
      EventLine line = EventLineParser.parse(lines.bytes(), lines.length());
      EventCompleter completer =
          new EventCompleter(
              RunCommand.DEFAULT_SOURCE,
              Clock.systemUTC(),
              () -> UUID.randomUUID().toString(),
              EventCompleter.DEFAULT_MAX_BYTES);
      propose(provider, line.topic(), completer.complete(line.event()), faults);
      if (Files.isRegularFile(file) && lines.next()) { // a pipe might say nothing for long
        streams
            .err()
            .println(Texts.oneLine(file + ": only the event of line 1 is taken, none after it"));
      }
    } catch (LineFault e) {
      faults.add(file + ":1: " + e.reason());
    } catch (InvalidEventException e) {
      faults.add(file + ":1: " + e.getMessage());
    } catch (IOException e) {
      faults.add(
          file + ": " + FileFault.reading(file, e) + "; with --data DIR a position is meant");
    }
  }

  private void ofLog(ChannelProvider provider, Path folder, Faults faults) {
    faults.addIfAny(DataFolder.faultToLookInto(folder));
    if (!faults.isEmpty()) {
      return;
    }
    try (EventLog log = DataFolder.openToLookInto(folder, faults)) {
      LoggedEvent found = log == null ? null : LogReading.event(log, event, faults);
      if (found != null) {
        propose(provider, found.topic(), found.event(), faults);
      }
    }
  }

  private void propose(ChannelProvider provider, Topic topic, EncodedEvent seen, Faults faults) {
    DefinitionProposal proposal = DefinitionProposal.of(provider, topic, seen);
    if (proposal.isCompatible()) {
      streams.out().println(proposal.json());
    } else {
      faults.add(proposal.reason());
    }
  }
}
