package dev.emitter.config;

import java.util.regex.Pattern;

/** Writes the JSON paths that problems carry: {@code $.topics[0][1]}, {@code $["odd name"]}. */
final class JsonPaths {

  static final String ROOT = "$";

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_$][A-Za-z0-9_$-]*");

  private JsonPaths() {}

  static String member(String path, String name) {
    if (PLAIN.matcher(name).matches()) {
      return path + "." + name;
    }
    return path + "[\"" + name.replace("\\", "\\\\").replace("\"", "\\\"") + "\"]";
  }

  static String item(String path, int index) {
    return path + "[" + index + "]";
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
