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
  private boolean isNull;
  private byte @Nullable [] decoded;

  DataMembers(byte[] json, int offset) {
    this.json = json;
    this.offset = offset;
  }

  /** Reads the member {@code data}; null is a value as any other, and no lack of one. */
  void readData(JsonParser parser) throws IOException {
    isNull = parser.currentToken() == JsonToken.VALUE_NULL;
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
    try {
      decoded = Base64.getDecoder().decode(encoded);
    } catch (IllegalArgumentException e) {
      throw new InvalidEventException(
          "data_base64",
          "is not Base64 (RFC 4648, section 4; padded, or without any padding), line "
              + parser.currentTokenLocation().getLineNr());
    }
  }

  /** Returns the data that the members mean under a content type; null when there is none. */
  @Nullable OwnedData of(@Nullable String contentType) {
    requireOne();
    if (decoded != null) {
      return contentType == null ? OwnedData.ofOpaque(decoded) : OwnedData.of(decoded);
    }
    if (value == null) {
      return null;
    }
    MediaType type = contentType == null ? MediaType.JSON : MediaType.parse(contentType);
    if (type == null || type.isJson()) {
      return OwnedData.ofJson(value);
    }
    if (isNull) {
      return null; // only JSON has a null
    }
    String characters = text == null ? new String(value, StandardCharsets.UTF_8) : text;
    return OwnedData.of(TextEncoding.encode(characters, type));
  }

  /** Those who write every member they know set the one that is not used to null. */
  private void requireOne() {
    if (decoded != null && value != null && !isNull) {
      throw new InvalidEventException("data", "stands beside data_base64; send one of them");
    }
  }
}
