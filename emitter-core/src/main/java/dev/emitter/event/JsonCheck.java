package dev.emitter.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Checks that bytes are one JSON document (RFC 8259) that this library can read again. */
final class JsonCheck {

  private JsonCheck() {}

  /**
   * Accepts one document.
   *
   * @throws IOException if it is broken or beyond the bounds of {@link Json}
   */
  static void requireDocument(byte[] bytes) throws IOException {
    Json.<Boolean, IOException>read(bytes, 0, bytes.length, JsonCheck::walkDocument);
  }

  private static boolean walkDocument(JsonParser parser) throws IOException {
    if (parser.nextToken() == null) {
      throw new JsonFault("holds no JSON value", null);
    }
    walk(parser);
    if (parser.nextToken() != null) {
      throw new JsonFault("has something after its end", parser.currentTokenLocation());
    }
    return true;
  }

  /**
   * Moves from the first token of a value to its last one. Reads each number, since a number with
   * thousands of digits or a huge exponent is well-formed and yet cannot be read later.
   */
  static void walk(JsonParser parser) throws IOException {
    int depth = 0;
    JsonToken token = parser.currentToken();
    while (true) {
      if (token.isStructStart()) {
        depth++;
      } else if (token.isStructEnd()) {
        depth--;
      } else if (token == JsonToken.VALUE_NUMBER_FLOAT) {
        decimal(parser);
      } else if (token == JsonToken.VALUE_NUMBER_INT) {
        parser.getNumberValue();
      } else {
        parser.finishToken();
      }
      if (depth == 0) {
        return;
      }
      token = required(parser.nextToken());
    }
  }

  /** Returns the number at which the parser stands. */
  static BigDecimal decimal(JsonParser parser) throws IOException {
    try {
      return parser.getDecimalValue();
    } catch (NumberFormatException e) {
      throw new JsonFault("has a number with a huge exponent", parser.currentTokenLocation());
    }
  }

  private static JsonToken required(@Nullable JsonToken token) throws IOException {
    if (token == null) {
      throw new JsonFault("ends too early", null);
    }
    return token;
  }

  /**
   * Returns why Jackson cannot take the bytes as they stand, or null: it would accept a byte order
   * mark, other encodings and some ill-formed UTF-8.
   */
  static @Nullable String encodingFault(byte[] bytes, int from, int to) {
    if (Utf8.startsWithMark(bytes, from, to)) {
      return "starts with a byte order mark, which JSON forbids; remove it";
    }
    int fault = Utf8.faultAt(bytes, from, to);
    if (fault >= 0) {
      return "byte " + (fault - from + 1) + " is not valid UTF-8; encode it as UTF-8";
    }
    for (int at = from; at < Math.min(to, from + 4); at++) {
      if (bytes[at] == 0) {
        return "byte " + (at - from + 1) + " is U+0000; JSON is encoded as UTF-8 here";
      }
    }
    return null;
  }
}
