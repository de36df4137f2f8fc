package dev.emitter.event;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of characters as the charset of a content type says (RFC 2046, section 4.1.2): a
 * receiver of the binary mode gets them under that name.
 */
final class TextEncoding {

  /** What JSON is made of, which most charsets write as ASCII does. */
  private static final String OF_JSON =
      "{}[]\":,.\\/+- \t\r\n0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_$#@!~";

  private TextEncoding() {}

  /**
   * Returns text as bytes, in UTF-8 where the content type names no charset.
   *
   * @throws InvalidEventException naming the charset if it is unknown, or lacks a character
   */
  static byte[] encode(String text, MediaType type) {
    String name = type.charset();
    Charset charset = name == null ? StandardCharsets.UTF_8 : charset(name);
    if (charset == null || !charset.canEncode()) {
      throw new InvalidEventException(
          "datacontenttype",
          "names the charset "
              + Shown.quoted(String.valueOf(name))
              + ", which this JVM cannot write; use utf-8, or send the bytes as data_base64");
    }
    ByteBuffer bytes = ByteBuffer.allocate(mostBytes(charset, text));
    CharBuffer characters = CharBuffer.wrap(text);
    CharsetEncoder encoder = charset.newEncoder();
    requireAll(encoder.encode(characters, bytes, true), characters, charset);
    encoder.flush(bytes);
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  private static int mostBytes(Charset charset, String text) {
    float perCharacter = charset.newEncoder().maxBytesPerChar();
    return Math.toIntExact((long) Math.ceil((double) perCharacter * text.length()) + 8);
  }

  private static void requireAll(CoderResult result, CharBuffer characters, Charset charset) {
    if (result.isMalformed()) {
      throw new InvalidEventException(
          "data",
          "has an unpaired surrogate, which "
              + charset.name()
              + " cannot encode; send data_base64");
    }
    if (result.isUnmappable()) {
      throw new InvalidEventException(
          "data",
          "character "
              + (characters.position() + 1)
              + " is none of charset "
              + charset.name()
              + ", which datacontenttype names; name charset=utf-8 there");
    }
  }

  private static @Nullable Charset charset(String name) {
    try {
      return Charset.forName(name);
    } catch (IllegalArgumentException e) {
      return null; // no name of a charset, or of none that this JVM has
    }
  }

  /**
   * Returns JSON such that it reads the same in UTF-8, which it always is (RFC 8259, section 8.1),
   * and in the charset that its content type names all the same: in ASCII, with escapes. Without
   * such a charset it is the JSON itself.
   *
   * @param json a valid document
   * @throws InvalidEventException naming the charset if it does not even write ASCII as ASCII
   */
  static byte[] json(byte[] json, MediaType type) {
    String name = type.charset();
    if (name == null || MediaType.isUtf8(name)) {
      return json;
    }
    Charset charset = charset(name);
    byte[] ascii = OF_JSON.getBytes(StandardCharsets.US_ASCII);
    if (charset == null
        || !charset.canEncode()
        || !Arrays.equals(OF_JSON.getBytes(charset), ascii)) {
      throw new InvalidEventException(
          "datacontenttype",
          "names the charset "
              + Shown.quoted(name)
              + " for JSON, which is always UTF-8 (RFC 8259); leave the charset out");
    }
    return Utf8.isAscii(json) ? json : JsonStrings.inAscii(json);
  }
}
