package dev.emitter.cli;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.emitter.event.CloudEventReader;
import dev.emitter.event.Json;
import dev.emitter.problem.EmitterException;
import dev.emitter.problem.Suggestion;
import dev.emitter.topic.Topic;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads one line of events, strictly, in one pass: it finds the bytes of the event and leaves them
 * as they are. Used once.
 */
final class EventLineParser {

  private static final String TOPIC = "topic";
  private static final String EVENT = "event";
  private static final Set<String> MEMBERS_OF_AN_EVENT =
      Set.of(
          "specversion",
          "id",
          "source",
          "type",
          "subject",
          "time",
          "datacontenttype",
          "dataschema",
          "data",
          "data_base64");
  private static final String BARE =
      "is a bare CloudEvent, without the topic it is published on; write {\"topic\": [..],"
          + " \"event\": {..}}";

  private final byte[] line;
  private @Nullable List<String> topic;
  private int eventStart = -1;
  private int eventEnd;

  private EventLineParser(byte[] line) {
    this.line = line;
  }

  /**
   * Reads a line.
   *
   * @throws LineFault with the fault found first
   */
  static EventLine parse(byte[] line, int length) throws LineFault {
    Utf8Lines.require(line, length);
    return read(line, length).result();
  }

  private static EventLineParser read(byte[] line, int length) throws LineFault {
    try {
      return Json.<EventLineParser, LineFault>read(
          line, 0, length, parser -> new EventLineParser(line).members(parser));
    } catch (JsonProcessingException e) {
      throw new LineFault(JsonFaults.describe(e));
    } catch (IOException e) {
      throw new LineFault("cannot be read as JSON");
    }
  }

  private EventLineParser members(JsonParser parser) throws IOException, LineFault {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new LineFault("is not a JSON object; a line is {\"topic\": [..], \"event\": {..}}");
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      member(name, parser);
    }
    if (parser.nextToken() != null) {
      throw new LineFault("has something after its end" + JsonFaults.place(parser));
    }
    return this;
  }

  private void member(String name, JsonParser parser) throws IOException, LineFault {
    switch (name) {
      case TOPIC -> topic(parser);
      case EVENT -> event(parser);
      default -> throw new LineFault(isBare(name) ? BARE : unknown(name));
    }
  }

  private boolean isBare(String name) {
    return topic == null && eventStart < 0 && MEMBERS_OF_AN_EVENT.contains(name);
  }

  private static String unknown(String name) {
    String shown = name.length() > 40 ? name.substring(0, 40) + "…" : name;
    String hint = Suggestion.nearest(shown, List.of(TOPIC, EVENT));
    return "has an unknown member "
        + Texts.quoted(shown)
        + "; a line has topic and event"
        + (hint == null ? "" : " (" + hint + ")");
  }

  private void topic(JsonParser parser) throws IOException, LineFault {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw new LineFault(
          "topic: found "
              + JsonFaults.kind(parser)
              + "; it is an array of strings, such as [\"a\"]");
    }
    List<String> segments = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() != JsonToken.VALUE_STRING) {
        throw new LineFault(
            "topic: segment "
                + (segments.size() + 1)
                + " is "
                + JsonFaults.kind(parser)
                + "; it must be a string");
      }
      segments.add(parser.getText());
    }
    topic = segments;
  }

  private void event(JsonParser parser) throws IOException, LineFault {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw new LineFault(
          "event: found " + JsonFaults.kind(parser) + "; it is a CloudEvent, an object");
    }
    eventStart = (int) parser.currentTokenLocation().getByteOffset();
    parser.skipChildren();
    eventEnd = (int) parser.currentLocation().getByteOffset();
  }

  private EventLine result() throws LineFault {
    if (topic == null) {
      throw new LineFault("topic is missing");
    }
    if (eventStart < 0) {
      throw new LineFault("event is missing");
    }
    try {
      return new EventLine(
          Topic.of(topic), CloudEventReader.read(line, eventStart, eventEnd - eventStart));
    } catch (EmitterException e) {
      throw new LineFault(String.valueOf(e.getMessage()));
    }
  }
}
