package dev.emitter.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Takes the data of one event in the JSON format. What a member {@code data} means depends on the
 * content type, which may follow it, so its bytes are kept until the event has been read.
 */
final class DataMembers {

  private final byte[] json;
  private final int offset;
  private byte @Nullable [] value;
  private @Nullable String text;
  private byte @Nullable [] decoded;

  DataMembers(byte[] json, int offset) {
    this.json = json;
    this.offset = offset;
  }

  /** Reads the member {@code data}. */
  void readData(JsonParser parser) throws IOException {
    requireOne(decoded);
    int start = offset + (int) parser.currentTokenLocation().getByteOffset();
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      text = parser.getText();
    } else {
      JsonCheck.walk(parser);
    }
    int end = offset + (int) parser.currentLocation().getByteOffset();
    value = Arrays.copyOfRange(json, start, end);
  }

  /** Reads the member {@code data_base64}. */
  void readBase64(JsonParser parser, String encoded) {
    requireOne(value);
    try {
      decoded = Base64.getDecoder().decode(encoded);
    } catch (IllegalArgumentException e) {
      throw new InvalidEventException(
          "data_base64",
          "is not Base64 (RFC 4648, with padding)"
              + ", line "
              + parser.currentTokenLocation().getLineNr());
    }
  }

  /** Returns the data that the members mean under a content type; null when there is none. */
  @Nullable OwnedData of(@Nullable String contentType) {
    if (decoded != null) {
      return OwnedData.of(decoded);
    }
    if (value == null) {
      return null;
    }
    MediaType type = contentType == null ? MediaType.JSON : MediaType.parse(contentType);
    return text == null || type == null || type.isJson()
        ? OwnedData.ofJson(value)
        : OwnedData.of(utf8(text));
  }

  private static byte[] utf8(String text) {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw new InvalidEventException(
          "data", "has an unpaired surrogate, which UTF-8 cannot encode; send data_base64");
    }
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void requireOne(byte @Nullable [] other) {
    if (other != null) {
      throw new InvalidEventException("data", "stands beside data_base64; send one of them");
    }
  }
}
