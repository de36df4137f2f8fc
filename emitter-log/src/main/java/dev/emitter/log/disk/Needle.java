package dev.emitter.log.disk;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Tells quickly that a line of JSON does not have a string, so that it need not be parsed.
 * Immutable.
 */
final class Needle {

  private final byte[] bytes;

  private Needle(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Returns a needle for a string; one that may be written with escapes may be in any line. */
  static Needle of(@Nullable String text) {
    boolean isPlain =
        text != null && text.chars().allMatch(c -> c >= ' ' && c <= '~' && c != '"' && c != '\\');
    String quoted = isPlain ? '"' + text + '"' : "";
    return new Needle(quoted.getBytes(StandardCharsets.US_ASCII));
  }

  /** Returns whether the string may be in the line. */
  boolean mayBeIn(byte[] line) {
    for (int i = 0; i <= line.length - bytes.length; i++) {
      if (isAt(line, i)) {
        return true;
      }
    }
    return false;
  }

  private boolean isAt(byte[] line, int from) {
    for (int i = 0; i < bytes.length; i++) {
      if (line[from + i] != bytes[i]) {
        return false;
      }
    }
    return true;
  }
}
