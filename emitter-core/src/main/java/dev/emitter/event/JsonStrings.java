package dev.emitter.event;

import java.nio.charset.StandardCharsets;

/**
 * Writes JSON strings so that no reader can take a character in them for the end of a line or for a
 * command to a terminal: besides what JSON demands, U+007F to U+009F, U+2028 and U+2029 are
 * escaped.
 */
final class JsonStrings {

  private JsonStrings() {}

  /** Writes the text as a JSON string with its quotes. */
  static void write(ByteSink sink, String text) {
    write(sink, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes text in valid UTF-8 as a JSON string with its quotes. */
  static void write(ByteSink sink, byte[] utf8) {
    sink.write('"');
    int plain = 0;
    int at = 0;
    while (at < utf8.length) {
      int length = unsafe(utf8, at);
      if (length == 0) {
        at++;
        continue;
      }
      sink.write(utf8, plain, at);
      writeEscaped(sink, utf8, at, length);
      at += length;
      plain = at;
    }
    sink.write(utf8, plain, at);
    sink.write('"');
  }

  /** Returns a valid JSON document with every character beyond ASCII, all in strings, escaped. */
  static byte[] inAscii(byte[] json) {
    String text = new String(json, StandardCharsets.UTF_8);
    return ByteSink.collect(sink -> text.chars().forEach(unit -> writeInAscii(sink, unit)));
  }

  private static void writeInAscii(ByteSink sink, int unit) {
    if (unit < 0x80) {
      sink.write(unit);
    } else {
      sink.writeEscape(unit);
    }
  }

  /** Returns how many bytes at an offset must be escaped in a string; 0 for none. */
  private static int unsafe(byte[] utf8, int at) {
    byte first = utf8[at];
    boolean byJson = first == '"' || first == '\\' || (first >= 0 && first < 0x20);
    return byJson ? 1 : hidden(utf8, at);
  }

  /**
   * Returns how many bytes at an offset make up a character that JSON allows in a string and that
   * must be escaped all the same; 0 for none.
   */
  static int hidden(byte[] utf8, int at) {
    int first = utf8[at];
    if (first == 0x7F) {
      return 1;
    }
    if (first == (byte) 0xC2) {
      return (utf8[at + 1] & 0xFF) <= 0x9F ? 2 : 0;
    }
    boolean separator =
        first == (byte) 0xE2
            && utf8[at + 1] == (byte) 0x80
            && (utf8[at + 2] == (byte) 0xA8 || utf8[at + 2] == (byte) 0xA9);
    return separator ? 3 : 0;
  }

  /** Writes the character of one to three bytes at an offset as an escape. */
  static void writeEscaped(ByteSink sink, byte[] utf8, int at, int length) {
    int first = utf8[at];
    if (length == 1) {
      writeShort(sink, first);
    } else if (length == 2) {
      sink.writeEscape(utf8[at + 1] & 0xFF);
    } else {
      sink.writeEscape(0x2000 | (utf8[at + 2] & 0x3F));
    }
  }

  private static void writeShort(ByteSink sink, int character) {
    int letter =
        switch (character) {
          case '"', '\\' -> character;
          case '\b' -> 'b';
          case '\t' -> 't';
          case '\n' -> 'n';
          case '\f' -> 'f';
          case '\r' -> 'r';
          default -> 0;
        };
    if (letter == 0) {
      sink.writeEscape(character);
    } else {
      sink.write('\\');
      sink.write(letter);
    }
  }
}
