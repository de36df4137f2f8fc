package dev.emitter.event;

/**
 * Lays out valid JSON anew, byte by byte: on one line or indented. Numbers and names keep their
 * spelling; strings too, but for characters that could forge a line (see {@link JsonStrings}).
 */
final class JsonLayout {

  private static final int INDENT = 2;

  /** The bytes that a check of a line has to look at; most of an event are none of them. */
  private static final boolean[] NOTABLE = notable();

  private final byte[] json;
  private final ByteSink sink;
  private final boolean indented;
  private int depth;
  private int at;

  private JsonLayout(byte[] json, ByteSink sink, boolean indented, int depth) {
    this.json = json;
    this.sink = sink;
    this.indented = indented;
    this.depth = depth;
  }

  /** Returns whether writing the JSON on one line would change nothing. */
  static boolean isLine(byte[] json) {
    boolean inString = false;
    for (int i = 0; i < json.length; i++) {
      byte one = json[i];
      if (!NOTABLE[one & 0xFF]) {
        continue;
      }
      if (one == '"') {
        inString = !inString;
      } else if (one == '\\') {
        i++; // only strings have escapes
      } else if (inString ? JsonStrings.hidden(json, i) > 0 : isSpace(one)) {
        return false;
      }
    }
    return true;
  }

  private static boolean[] notable() {
    boolean[] notable = new boolean[256];
    for (int one : new int[] {'"', '\\', ' ', '\t', '\n', '\r', 0x7F, 0xC2, 0xE2}) {
      notable[one] = true;
    }
    return notable;
  }

  /** Writes the JSON on one line, without any white space. */
  static void writeLine(ByteSink sink, byte[] json) {
    new JsonLayout(json, sink, false, 0).write();
  }

  /** Writes the JSON with two spaces a level and {@code \n}; its first line is not indented. */
  static void writeIndented(ByteSink sink, byte[] json, int depth) {
    new JsonLayout(json, sink, true, depth).write();
  }

  private void write() {
    while (at < json.length) {
      byte one = json[at];
      switch (one) {
        case '"' -> writeString();
        case '{', '[' -> open(one);
        case '}', ']' -> close(one);
        case ',' -> {
          copy();
          breakLine();
        }
        case ':' -> {
          copy();
          if (indented) {
            sink.write(' ');
          }
        }
        case ' ', '\t', '\n', '\r' -> at++;
        default -> copy();
      }
    }
  }

  private void open(byte bracket) {
    copy();
    while (isSpace(json[at])) {
      at++;
    }
    if (json[at] == bracket + 2) { // the closing bracket: '{' + 2 is '}', '[' + 2 is ']'
      copy();
      return;
    }
    depth++;
    breakLine();
  }

  private void close(byte bracket) {
    depth--;
    breakLine();
    sink.write(bracket);
    at++;
  }

  private void copy() {
    sink.write(json[at]);
    at++;
  }

  private void breakLine() {
    if (indented) {
      sink.write('\n');
      for (int spaces = depth * INDENT; spaces > 0; spaces--) {
        sink.write(' ');
      }
    }
  }

  private void writeString() {
    int plain = at;
    at++;
    while (json[at] != '"') {
      int hidden = JsonStrings.hidden(json, at);
      if (hidden > 0) {
        sink.write(json, plain, at);
        JsonStrings.writeEscaped(sink, json, at, hidden);
        plain = at + hidden;
      }
      at += json[at] == '\\' ? 2 : Math.max(1, hidden);
    }
    at++;
    sink.write(json, plain, at);
  }

  private static boolean isSpace(byte one) {
    return one == ' ' || one == '\n' || one == '\r' || one == '\t';
  }
}
