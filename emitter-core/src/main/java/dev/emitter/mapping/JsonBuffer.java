package dev.emitter.mapping;

import dev.emitter.mapping.UnfitException.TooLargeException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Takes JSON text in UTF-8, up to a number of bytes. Used by one rendering. */
final class JsonBuffer {

  private static final int FIRST = 512;

  /** What one character takes at most; there may be so many bytes more than are allowed. */
  private static final int WIDEST = 6;

  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private final long most;
  private byte[] bytes = new byte[FIRST];
  private int size;

  JsonBuffer(long most) {
    this.most = Math.min(most, Integer.MAX_VALUE - 16);
  }

  int size() {
    return size;
  }

  /** Takes back all that was written since there were so many bytes. */
  void cutTo(int newSize) {
    size = newSize;
  }

  byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  void write(char ascii) throws UnfitException {
    room(1);
    bytes[size++] = (byte) ascii;
    checkSize();
  }

  void write(byte[] json) throws UnfitException {
    room(json.length);
    System.arraycopy(json, 0, bytes, size, json.length);
    size += json.length;
    checkSize();
  }

  /** Writes text of ASCII characters that JSON needs no escapes for. */
  void writeAscii(String text) throws UnfitException {
    room(text.length());
    for (int i = 0; i < text.length(); i++) {
      bytes[size++] = (byte) text.charAt(i);
    }
    checkSize();
  }

  /**
   * Writes a string with its quotes. What could be taken for the end of a line or a command to a
   * terminal is escaped, as in every JSON that this library writes, and so is half a surrogate.
   */
  void writeString(String text) throws UnfitException {
    room(text.length() + 2L);
    bytes[size++] = '"';
    int at = writePlain(text);
    while (at < text.length()) {
      room(WIDEST);
      at += writeOther(text, at);
      checkSize();
    }
    write('"');
  }

  /** Writes ASCII up to the first character that is no such; there is room for all of it. */
  private int writePlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c >= 0x7F || c == '"' || c == '\\') {
        return i;
      }
      bytes[size++] = (byte) c;
    }
    return text.length();
  }

  /** Writes the character at a place; returns how many it takes of the text. */
  private int writeOther(String text, int at) {
    char c = text.charAt(at);
    if (c == '"' || c == '\\') {
      bytes[size++] = '\\';
      bytes[size++] = (byte) c;
    } else if (c >= ' ' && c < 0x7F) {
      bytes[size++] = (byte) c;
    } else if (c <= 0x9F || c == '\u2028' || c == '\u2029') {
      writeEscape(c);
    } else if (Character.isSurrogate(c)) {
      return writeSurrogate(text, at);
    } else {
      writeWide(c);
    }
    return 1;
  }

  private int writeSurrogate(String text, int at) {
    int point = text.codePointAt(at);
    if (!Character.isSupplementaryCodePoint(point)) {
      writeEscape((char) point);
      return 1;
    }
    bytes[size++] = (byte) (0xF0 | (point >> 18));
    bytes[size++] = (byte) (0x80 | ((point >> 12) & 0x3F));
    bytes[size++] = (byte) (0x80 | ((point >> 6) & 0x3F));
    bytes[size++] = (byte) (0x80 | (point & 0x3F));
    return 2;
  }

  private void writeWide(char c) {
    if (c < 0x800) {
      bytes[size++] = (byte) (0xC0 | (c >> 6));
    } else {
      bytes[size++] = (byte) (0xE0 | (c >> 12));
      bytes[size++] = (byte) (0x80 | ((c >> 6) & 0x3F));
    }
    bytes[size++] = (byte) (0x80 | (c & 0x3F));
  }

  private void writeEscape(char c) {
    int letter =
        switch (c) {
          case '\b' -> 'b';
          case '\t' -> 't';
          case '\n' -> 'n';
          case '\f' -> 'f';
          case '\r' -> 'r';
          default -> 'u';
        };
    bytes[size++] = '\\';
    bytes[size++] = (byte) letter;
    for (int shift = letter == 'u' ? 12 : -1; shift >= 0; shift -= 4) {
      bytes[size++] = HEX[(c >> shift) & 0xF];
    }
  }

  private void room(long more) throws UnfitException {
    long needed = size + more;
    if (needed > bytes.length) {
      if (needed > most + WIDEST) {
        throw new TooLargeException();
      }
      long larger = Math.max(needed, bytes.length * 2L);
      bytes = Arrays.copyOf(bytes, (int) Math.min(most + WIDEST, larger));
    }
  }

  private void checkSize() throws UnfitException {
    if (size > most) {
      throw new TooLargeException();
    }
  }
}
