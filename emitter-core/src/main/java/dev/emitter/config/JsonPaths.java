package dev.emitter.config;

/** Writes the JSON paths that problems carry: {@code $.topics[0][1]}, {@code $["odd name"]}. */
final class JsonPaths {

  static final String ROOT = "$";

  private JsonPaths() {}

  static String member(String path, String name) {
    if (isPlain(name)) {
      return path + "." + name;
    }
    return path + "[\"" + name.replace("\\", "\\\\").replace("\"", "\\\"") + "\"]";
  }

  private static boolean isPlain(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$';
      boolean later = i > 0 && ((c >= '0' && c <= '9') || c == '-');
      if (!letter && !later) {
        return false;
      }
    }
    return !name.isEmpty();
  }

  static String item(String path, int index) {
    return path + "[" + index + "]";
  }

  /** Returns a path whose last member may be written {@code ['name']} as {@link #member} does. */
  static String withMembers(String path) {
    int start = path.endsWith("']") ? path.indexOf("['") : -1;
    return start < 0
        ? path
        : member(path.substring(0, start), path.substring(start + 2, path.length() - 2));
  }

  /** Returns the path of what encloses the value; the root encloses itself. */
  static String parent(String path) {
    int cut =
        path.endsWith("\"]")
            ? path.lastIndexOf("[\"")
            : Math.max(path.lastIndexOf('.'), path.endsWith("]") ? path.lastIndexOf('[') : -1);
    return cut <= 0 ? ROOT : path.substring(0, cut);
  }
}
