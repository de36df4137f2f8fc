package dev.emitter.expressions;

import java.io.Serializable;

/**
 * A place in the source of an expression. Immutable and thread-safe.
 *
 * @param offset characters before it
 * @param line its line, from 1
 * @param column its column, from 1
 */
public record SourcePosition(int offset, int line, int column) implements Serializable {

  /**
   * Returns the position of an offset in a source.
   *
   * @param source the source text
   * @param offset characters before the position; beyond the end means the end
   */
  public static SourcePosition of(String source, int offset) {
    int end = Math.min(offset, source.length());
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < end; i++) {
      if (source.charAt(i) == '\n') {
        line++;
        lineStart = i + 1;
      }
    }
    return new SourcePosition(end, line, end - lineStart + 1);
  }

  @Override
  public String toString() {
    return "line " + line + ", column " + column;
  }
}
