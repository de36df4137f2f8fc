package dev.emitter.log.disk;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads what {@link StateText} writes. Not thread-safe. */
final class StateLineParser {

  private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

  private byte[] bytes = {};
  private int at;
  private int end;
  private StateMembers members = new StateMembers();

  /**
   * Returns the line in the range, which does not include the line break, or null if it is damaged.
   */
  @Nullable StateLine parse(byte[] source, int from, int to) {
    bytes = source;
    at = from + LineChecksum.LENGTH;
    end = to;
    if (!LineChecksum.holds(source, from, to)) {
      return null;
    }
    try {
      members = new StateMembers();
      object();
      return members.line();
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private void object() {
    expect('{');
    do {
      String name = string();
      expect(':');
      if (peek() == '"') {
        members.text(name, string());
      } else if (peek() == 'n') {
        word();
        members.text(name, null);
      } else {
        members.number(name, number());
      }
    } while (next() == ',');
    at--;
    expect('}');
    if (at != end) {
      throw new IllegalArgumentException("more after the object");
    }
  }

  private void word() {
    for (byte b : NULL) {
      expect((char) b);
    }
  }

  private long number() {
    int from = at;
    while (peek() >= '0' && peek() <= '9') {
      at++;
    }
    return Long.parseLong(ascii(from, at));
  }

  private String string() {
    expect('"');
    int from = at;
    for (byte b = next(); b != '"'; b = next()) {
      if (b == '\\') {
        at--;
        return escaped(new StringBuilder(utf8(from, at)));
      }
    }
    return utf8(from, at - 1);
  }

  private String escaped(StringBuilder text) {
    int from = at;
    for (byte b = next(); b != '"'; b = next()) {
      if (b == '\\') {
        text.append(utf8(from, at - 1));
        byte kind = next();
        text.append(kind == 'u' ? unicode() : (char) kind);
        from = at;
      }
    }
    return text.append(utf8(from, at - 1)).toString();
  }

  private char unicode() {
    at += 4;
    if (at > end) {
      throw new IllegalArgumentException("an escape is cut");
    }
    return (char) Integer.parseInt(ascii(at - 4, at), 16);
  }

  private String utf8(int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }

  private String ascii(int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.US_ASCII);
  }

  private byte peek() {
    if (at >= end) {
      throw new IllegalArgumentException("the object is cut");
    }
    return bytes[at];
  }

  private byte next() {
    byte b = peek();
    at++;
    return b;
  }

  private void expect(char c) {
    if (next() != c) {
      throw new IllegalArgumentException("expected " + c);
    }
  }
}
