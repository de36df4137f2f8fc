package dev.emitter.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes the members of one event in the JSON format as they come, in any order. */
final class EventMembers {

  private final DataMembers data;
  private final Map<String, Object> extensions = new HashMap<>();
  private boolean versionSeen;
  private @Nullable String id;
  private @Nullable URI source;
  private @Nullable String type;
  private @Nullable String subject;
  private @Nullable OffsetDateTime time;
  private @Nullable String dataContentType;
  private @Nullable URI dataSchema;

  EventMembers(byte[] json, int offset) {
    this.data = new DataMembers(json, offset);
  }

  /** Reads the value of a member at whose first token the parser stands, up to its last one. */
  void read(String name, JsonParser parser) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NULL && !name.equals("data")) {
      return; // the attribute is not set (JSON format, section 2.4); the data is JSON null
    }
    switch (name) {
      case "specversion" -> version(parser);
      case "id" -> id = text(name, parser);
      case "source" -> source = uri(name, text(name, parser));
      case "type" -> type = text(name, parser);
      case "subject" -> subject = text(name, parser);
      case "time" -> time = time(text(name, parser));
      case "datacontenttype" -> dataContentType = text(name, parser);
      case "dataschema" -> dataSchema = uri(name, text(name, parser));
      case "data" -> data.readData(parser);
      case "data_base64" -> data.readBase64(parser, text(name, parser));
      default -> extension(name, parser);
    }
  }

  /** Returns what was read. */
  EventDraft draft() {
    if (!versionSeen) {
      throw new InvalidEventException("specversion", "is missing; set it to \"1.0\"");
    }
    return new EventDraft(
        id,
        source,
        type,
        subject,
        time,
        dataContentType,
        dataSchema,
        extensions,
        data.of(dataContentType));
  }

  private void version(JsonParser parser) throws IOException {
    String version = text("specversion", parser);
    versionSeen = true;
    if (version.equals("1.0")) {
      return;
    }
    String hint =
        version.startsWith("1.0.")
            ? "; the patch level belongs to the document, the value on the wire is \"1.0\""
            : "; convert the event and send \"1.0\"";
    throw new InvalidEventException(
        "specversion", Shown.quoted(version) + " is not \"1.0\"" + hint);
  }

  private void extension(String name, JsonParser parser) throws IOException {
    ExtensionRules.requireName(name);
    Object value =
        switch (parser.currentToken()) {
          case VALUE_STRING -> parser.getText();
          case VALUE_TRUE -> true;
          case VALUE_FALSE -> false;
          case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> integer(name, parser);
          default ->
              throw new InvalidEventException(
                  name,
                  "is "
                      + kind(parser)
                      + "; an extension is a JSON string, boolean or whole number"
                      + at(parser));
        };
    extensions.put(name, value);
  }

  private static Object integer(String name, JsonParser parser) throws IOException {
    boolean whole = parser.currentToken() == JsonToken.VALUE_NUMBER_INT;
    return ExtensionRules.normal(name, whole ? parser.getNumberValue() : JsonCheck.decimal(parser));
  }

  private static String text(String name, JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      throw new InvalidEventException(
          name, "is " + kind(parser) + "; it must be a JSON string" + at(parser));
    }
    return parser.getText();
  }

  private static URI uri(String name, String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      int index = e.getIndex();
      String place = index < 0 ? "" : " (character " + (index + 1) + ")";
      throw new InvalidEventException(
          name,
          Shown.quoted(text)
              + " is not a URI (RFC 3986)"
              + place
              + "; percent-encode what a URI does not allow");
    }
  }

  private static OffsetDateTime time(String text) {
    try {
      return Timestamps.parse(text);
    } catch (DateTimeException e) {
      throw new InvalidEventException("time", Shown.quoted(text) + " " + e.getMessage(), e);
    }
  }

  static String kind(JsonParser parser) {
    return switch (parser.currentToken()) {
      case START_OBJECT -> "a JSON object";
      case START_ARRAY -> "a JSON array";
      case VALUE_STRING -> "a JSON string";
      case VALUE_TRUE, VALUE_FALSE -> "a JSON boolean";
      default -> "a JSON number";
    };
  }

  private static String at(JsonParser parser) {
    var place = parser.currentTokenLocation();
    return " (line " + place.getLineNr() + ", column " + place.getColumnNr() + ")";
  }
}
