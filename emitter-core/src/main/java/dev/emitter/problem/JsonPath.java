package dev.emitter.problem;

/**
 * Writes the JSON paths that problems carry: {@code $.topics[0][1]}, {@code $["odd name"]}.
 * Stateless and thread-safe.
 */
public final class JsonPath {

  /** The path of a whole document. */
  public static final String ROOT = "$";

  private JsonPath() {}

  /** Returns the path of a member of the object at a path. */
  public static String member(String path, String name) {
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

  /** Returns the path of an item, counted from 0, of the array at a path. */
  public static String item(String path, int index) {
    return path + "[" + index + "]";
  }
}
