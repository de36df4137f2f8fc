package dev.emitter.problem;

import org.jspecify.annotations.Nullable;

/**
 * One fault of a definition, identity, catalogue or input: where it is, what was found, what is
 * allowed and what to do (requirement D6). Immutable.
 *
 * @param location file, line and column, or null for what did not come from a file
 * @param path the JSON path of the faulty value, {@code $} for the whole document
 * @param message what was found, why it is wrong and what is allowed; never a secret
 * @param hint what to do, such as the nearest name that is allowed; null when the message says it
 */
public record Problem(
    @Nullable Location location, String path, String message, @Nullable String hint) {

  /** Creates a problem that has no place in a file yet. */
  public static Problem at(String path, String message) {
    return new Problem(null, path, message, null);
  }

  /** Creates a problem with a hint that has no place in a file yet. */
  public static Problem at(String path, String message, @Nullable String hint) {
    return new Problem(null, path, message, hint);
  }

  /** Returns this problem with its place in a file. */
  public Problem in(@Nullable Location place) {
    return new Problem(place, path, message, hint);
  }

  /** Returns one line, {@link Printable}: {@code file:line:column: path: message (hint)}. */
  @Override
  public String toString() {
    StringBuilder line = new StringBuilder();
    if (location != null) {
      line.append(location).append(": ");
    }
    line.append(path).append(": ").append(message);
    if (hint != null) {
      line.append(" (").append(hint).append(')');
    }
    return Printable.line(line.toString());
  }
}
