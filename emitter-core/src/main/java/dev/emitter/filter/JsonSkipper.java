package dev.emitter.filter;

/**
 * Finds where values of a JSON text begin and end, without reading them. For text that has been
 * read by a real parser before: in any other it finds something, within the bounds, and no fault.
 */
final class JsonSkipper {

  private JsonSkipper() {}

  /** Returns where the next byte is that is no white space, or the end. */
  static int skipSpace(byte[] json, int from, int end) {
    int at = from;
    while (at < end && json[at] <= ' ' && json[at] >= 0) {
      at++;
    }
    return at;
  }

  /** Returns where the value ends that begins here. */
  static int skipValue(byte[] json, int from, int end) {
    if (from >= end) {
      return end;
    }
    return switch (json[from]) {
      case '"' -> skipString(json, from, end);
      case '{', '[' -> skipNested(json, from, end);
      default -> skipScalar(json, from, end);
    };
  }

  /** Returns where the string ends that begins here, after its closing quote. */
  static int skipString(byte[] json, int from, int end) {
    int at = from + 1;
    while (at < end && json[at] != '"') {
      at += json[at] == '\\' ? 2 : 1;
    }
    return Math.min(at + 1, end);
  }

  private static int skipNested(byte[] json, int from, int end) {
    int depth = 0;
    int at = from;
    while (at < end) {
      switch (json[at]) {
        case '"' -> at = skipString(json, at, end);
        case '{', '[' -> {
          depth++;
          at++;
        }
        case '}', ']' -> {
          depth--;
          at++;
          if (depth == 0) {
            return at;
          }
        }
        default -> at++;
      }
    }
    return end;
  }

  private static int skipScalar(byte[] json, int from, int end) {
    int at = from;
    while (at < end && !endsScalar(json[at])) {
      at++;
    }
    return at;
  }

  private static boolean endsScalar(byte next) {
    return next == ',' || next == '}' || next == ']' || (next <= ' ' && next >= 0);
  }
}
