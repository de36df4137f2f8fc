package dev.emitter.problem;

/**
 * A place in a text. Immutable.
 *
 * @param file the name of the file as its user knows it
 * @param line counted from 1; 0 when only the file is known
 * @param column counted from 1 in characters; 0 when only the file is known
 */
public record Location(String file, int line, int column) {

  /** Returns the place of a whole file. */
  public static Location ofFile(String file) {
    return new Location(file, 0, 0);
  }

  /** Returns {@code file:line:column}, or the file alone when no line is known. */
  @Override
  public String toString() {
    return line == 0 ? file : file + ":" + line + ":" + column;
  }
}
