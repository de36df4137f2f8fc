package dev.emitter.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.util.Objects;

/**
 * Reads one event in the CloudEvents JSON format 1.0, strictly: no member twice, nothing after the
 * event, attributes of the right JSON types. An attribute that is null counts as absent; data that
 * is null is JSON null (JSON format, sections 2.4 and 3.1). Missing attributes stay missing: {@link
 * EventCompleter} fills them in and checks the values. JSON data keeps its exact bytes.
 * Thread-safe.
 */
public final class CloudEventReader {

  private CloudEventReader() {}

  /**
   * Reads an event.
   *
   * @param json the whole of it, in UTF-8; it is copied where it is kept
   * @return an event that may lack id, source, type and time (null)
   * @throws InvalidEventException naming the member at fault, or the line and column where the JSON
   *     is broken
   */
  public static CloudEvent read(byte[] json) {
    return draft(json, 0, json.length);
  }

  /**
   * Reads an event that is a part of an array.
   *
   * @param json holds it, in UTF-8; it is copied where it is kept
   * @param offset where the event starts; lines and columns are counted from there
   * @param length how many bytes it has
   * @return an event that may lack id, source, type and time (null)
   * @throws InvalidEventException naming the member at fault, or the line and column where the JSON
   *     is broken
   * @throws IndexOutOfBoundsException if the part is not within the array
   */
  public static CloudEvent read(byte[] json, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, json.length);
    return draft(json, offset, length);
  }

  static EventDraft draft(byte[] json, int offset, int length) {
    String encoding = JsonCheck.encodingFault(json, offset, offset + length);
    if (encoding != null) {
      throw new InvalidEventException("event", encoding);
    }
    try {
      return Json.<EventDraft, IOException>read(
          json, offset, length, parser -> parse(parser, new EventMembers(json, offset)));
    } catch (IOException | IllegalStateException e) {
      throw new InvalidEventException("event", JsonFault.describe(e));
    }
  }

  private static EventDraft parse(JsonParser parser, EventMembers members) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new InvalidEventException("event", "is not a JSON object; send one event as an object");
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      members.read(name, parser);
    }
    if (parser.nextToken() != null) {
      throw new JsonFault("has something after its end", parser.currentTokenLocation());
    }
    return members.draft();
  }
}
