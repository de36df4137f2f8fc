package dev.emitter.problem;

import org.jspecify.annotations.Nullable;

/**
 * One fault of a definition, identity, catalogue or input: where it is, what was found, what is
 * allowed and what to do; or a warning of what is allowed, but was most likely meant otherwise.
 * Immutable.
 *
 * @param severity whether it refuses what it was found in
 * @param location file, line and column, or null for what did not come from a file
 * @param path the JSON path of the value, {@code $} for the whole document
 * @param message what was found, why it is wrong and what is allowed; never a secret
 * @param hint what to do, such as the nearest name that is allowed; null when the message says it
 */
public record Problem(
    Severity severity,
    @Nullable Location location,
    String path,
    String message,
    @Nullable String hint) {

  /** What a problem means for what it was found in. */
  public enum Severity {
    /** It is refused. */
    FAULT,
    /** It is taken as it is; most likely it does not do what its author wants. */
    WARNING
  }

  /** Creates a fault. */
  public Problem(@Nullable Location location, String path, String message, @Nullable String hint) {
    this(Severity.FAULT, location, path, message, hint);
  }

  /** Creates a fault that has no place in a file yet. */
  public static Problem at(String path, String message) {
    return new Problem(null, path, message, null);
  }

  /** Creates a fault with a hint that has no place in a file yet. */
  public static Problem at(String path, String message, @Nullable String hint) {
    return new Problem(null, path, message, hint);
  }

  /** Creates a warning with a hint, which may be null, that has no place in a file yet. */
  public static Problem warning(String path, String message, @Nullable String hint) {
    return new Problem(Severity.WARNING, null, path, message, hint);
  }

  /** Returns whether this is a warning, which refuses nothing. */
  public boolean isWarning() {
    return severity == Severity.WARNING;
  }

  /** Returns this problem with its place in a file. */
  public Problem in(@Nullable Location place) {
    return new Problem(severity, place, path, message, hint);
  }

  /**
   * Returns one line, {@link Printable}: {@code file:line:column: path: message (hint)}, with
   * {@code warning: } before the path of a warning.
   */
  @Override
  public String toString() {
    StringBuilder line = new StringBuilder();
    if (location != null) {
      line.append(location).append(": ");
    }
    if (isWarning()) {
      line.append("warning: ");
    }
    line.append(path).append(": ").append(message);
    if (hint != null) {
      line.append(" (").append(hint).append(')');
    }
    return Printable.line(line.toString());
  }
}
