package dev.emitter.config;

import dev.emitter.problem.JsonPath;

/** Writes and takes apart the JSON paths of definitions, see {@link JsonPath}. */
final class JsonPaths {

  static final String ROOT = JsonPath.ROOT;

  private JsonPaths() {}

  static String member(String path, String name) {
    return JsonPath.member(path, name);
  }

  static String item(String path, int index) {
    return JsonPath.item(path, index);
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
