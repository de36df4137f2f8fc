package dev.emitter.config;

import dev.emitter.event.Json;
import dev.emitter.problem.Location;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds where every value and member name of a JSON text stands, up to its first fault. It runs
 * only when there is something to report: files without faults never pay for it.
 */
final class JsonScanner {

  private final JsonCursor cursor;
  private final Lines lines;
  private final Map<String, Integer> values = new HashMap<>();
  private final Map<String, Integer> names = new HashMap<>();

  private JsonScanner(String text) {
    this.cursor = new JsonCursor(text);
    this.lines = new Lines(text);
  }

  /**
   * Where things stand, as offsets by JSON path.
   *
   * @param values the first character of each value
   * @param names the first character of each member's name
   * @param fault the first fault, or null for none
   */
  record Scan(
      Map<String, Integer> values, Map<String, Integer> names, @Nullable SyntaxFault fault) {}

  static Scan scan(String text) {
    JsonScanner scanner = new JsonScanner(text);
    SyntaxFault fault = null;
    try {
      scanner.document();
    } catch (SyntaxFault e) {
      fault = e;
    }
    return new Scan(scanner.values, scanner.names, fault);
  }

  private void document() throws SyntaxFault {
    if (cursor.peek() == JsonCursor.END) {
      throw new SyntaxFault(
          cursor.at(), JsonPaths.ROOT, "the file is empty; a JSON object is expected", null);
    }
    value(JsonPaths.ROOT, 0);
    if (cursor.peek() != JsonCursor.END) {
      throw cursor.unexpected(
          JsonPaths.ROOT, "the end of the file", "a file holds one JSON document");
    }
  }

  private void value(String path, int depth) throws SyntaxFault {
    int first = cursor.peek();
    values.put(path, cursor.at());
    if (depth > Json.MAX_DEPTH) {
      String fault = "nested deeper than " + Json.MAX_DEPTH + " levels";
      throw new SyntaxFault(cursor.at(), path, fault, null);
    }
    switch (first) {
      case '{' -> object(path, depth);
      case '[' -> array(path, depth);
      case '"' -> cursor.string(path);
      default -> cursor.literal(path);
    }
  }

  private void object(String path, int depth) throws SyntaxFault {
    int opened = cursor.at();
    cursor.accept('{');
    if (cursor.accept('}')) {
      return;
    }
    String last;
    do {
      String member = memberName(path, opened);
      if (!cursor.accept(':')) {
        throw cursor.unexpected(member, "\":\"", colonHint(opened));
      }
      value(member, depth + 1);
      last = member;
    } while (more(path, last, '}', opened));
  }

  private @Nullable String colonHint(int opened) {
    if (cursor.peek() == '=') {
      return "write : instead";
    }
    return cursor.isWithinString() ? cursor.withinStringHint() : unclosed(opened);
  }

  private String memberName(String path, int opened) throws SyntaxFault {
    int first = cursor.peek();
    int start = cursor.at();
    if (first != '"') {
      String hint =
          first == '}' || first == ','
              ? "remove the comma before it"
              : unclosedOr(opened, "quote the name");
      throw cursor.unexpected(path, "a member name in double quotes", hint);
    }
    String member = JsonPaths.member(path, cursor.string(path));
    Integer before = names.putIfAbsent(member, start);
    if (before != null) {
      Location earlier = lines.place("", before);
      String fault =
          "the member stands twice; the first is on line "
              + earlier.line()
              + ", column "
              + earlier.column();
      throw new SyntaxFault(start, member, fault, "remove one of them");
    }
    return member;
  }

  private void array(String path, int depth) throws SyntaxFault {
    int opened = cursor.at();
    cursor.accept('[');
    if (cursor.accept(']')) {
      return;
    }
    int index = 0;
    String last;
    do {
      String item = JsonPaths.item(path, index++);
      if (cursor.peek() == ',' || (index > 1 && cursor.peek() == ']')) {
        throw cursor.unexpected(item, "a value", "remove the comma before it");
      }
      value(item, depth + 1);
      last = item;
    } while (more(path, last, ']', opened));
  }

  private boolean more(String path, String last, char close, int opened) throws SyntaxFault {
    if (cursor.accept(close)) {
      return false;
    }
    if (cursor.accept(',')) {
      return true;
    }
    String expected = "\",\" or \"" + close + "\"";
    if (cursor.isWithinString()) {
      throw cursor.unexpected(last, expected, cursor.withinStringHint());
    }
    throw cursor.unexpected(path, expected, unclosedOr(opened, commaHint(close)));
  }

  private String commaHint(char close) {
    int found = cursor.peek();
    if (found == '}' || found == ']') {
      return "what is open here is closed with \"" + close + "\"";
    }
    return "is a comma missing before it?";
  }

  private @Nullable String unclosed(int opened) {
    return cursor.peek() == JsonCursor.END
        ? "what opens on line " + lines.line(opened) + " is not closed"
        : null;
  }

  private String unclosedOr(int opened, String otherwise) {
    String hint = unclosed(opened);
    return hint == null ? otherwise : hint;
  }
}
