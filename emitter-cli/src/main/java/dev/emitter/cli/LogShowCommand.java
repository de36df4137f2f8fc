package dev.emitter.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import dev.emitter.event.Json;
import dev.emitter.event.Presentation;
import dev.emitter.log.EventLog;
import dev.emitter.log.LoggedEvent;
import dev.emitter.problem.Printable;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Prints events of a log as they were published. */
@Command(
    name = "show",
    description = {
      "Prints the events at these positions, with topic and time of publication, as indented JSON.",
      "Exit status: 0; 1 for a fault of emitter itself; 2 for a fault of the command line, or if no"
          + " event is at one of the positions."
    },
    footerHeading = "%nExample:%n",
    footer = {"emitter log show --data data 17", "%nMore: docs/operating.md"},
    mixinStandardHelpOptions = true,
    versionProvider = EmitterCommand.Version.class)
final class LogShowCommand implements Callable<Integer> {

  private final Streams streams;

  @Mixin private final KeptData data = new KeptData();

  @Parameters(
      arity = "1..*",
      paramLabel = "POSITION",
      description = "Positions, as log list prints them.")
  private final List<String> positions = new ArrayList<>();

  LogShowCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws IOException {
    Faults faults = Faults.printedTo(streams.err());
    data.check(faults);
    if (faults.isEmpty()) {
      show(faults);
    }
    return faults.exitStatus();
  }

  private void show(Faults faults) throws IOException {
    try (EventLog log = data.openToLookInto(faults)) {
      if (log != null) {
        show(log, faults);
      }
    }
    faults.addIfAny(streams.outFault());
  }

  private void show(EventLog log, Faults faults) throws IOException {
    for (String position : positions) {
      LoggedEvent event = LogReading.event(log, position, faults);
      if (event != null) {
        streams.out().println(json(event));
      }
    }
  }

  private static String json(LoggedEvent logged) throws IOException {
    byte[] event = logged.event().structured(Presentation.PLAIN).toByteArray();
    return Json.<String, IOException>read(event, 0, event.length, parser -> json(logged, parser));
  }

  private static String json(LoggedEvent logged, JsonParser parser) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = Json.FACTORY.createGenerator(text).useDefaultPrettyPrinter()) {
      json.writeStartObject();
      json.writeStringField("position", logged.position().toString());
      json.writeStringField("publishedAt", logged.publishedAt().toString());
      EventColumns.write(logged.topic(), json);
      json.writeFieldName("event");
      parser.nextToken();
      json.copyCurrentStructureExact(parser);
      json.writeEndObject();
    }
    return Printable.json(text.toString());
  }
}
