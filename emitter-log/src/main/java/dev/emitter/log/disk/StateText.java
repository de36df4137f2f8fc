package dev.emitter.log.disk;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Lines of a state file in the making: a {@link LineChecksum} and a JSON object. Strings are
 * escaped so that every line is printable and every string comes back as it was. Not thread-safe.
 */
final class StateText {

  private final StringBuilder json = new StringBuilder(128);
  private byte[] bytes = new byte[256];
  private int size;

  /** Returns how many bytes the lines take. */
  int size() {
    return size;
  }

  /** Forgets all lines. */
  void clear() {
    size = 0;
  }

  /** Returns the lines, as long as none is added. */
  ByteBuffer buffer() {
    return ByteBuffer.wrap(bytes, 0, size);
  }

  /** Returns the lines. */
  byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  void header(long generation) {
    json.append("{\"format\":\"emitter-state\",\"version\":").append(StateLine.VERSION);
    endLine(json.append(",\"generation\":").append(generation));
  }

  void entry(long batch, String key, @Nullable String value) {
    json.append('{');
    if (batch != StateLine.SNAPSHOT) {
      json.append("\"batch\":").append(batch).append(',');
    }
    string(json.append("\"key\":"), key);
    json.append(",\"value\":");
    if (value == null) {
      json.append("null");
    } else {
      string(json, value);
    }
    endLine(json);
  }

  void snapshotEnd(long entries) {
    endLine(json.append("{\"snapshot\":").append(entries));
  }

  void batchEnd(StateLine.BatchEnd end) {
    json.append("{\"batch\":").append(end.batch()).append(",\"changes\":").append(end.changes());
    json.append(",\"crc\":").append(end.crc()).append(",\"generation\":").append(end.generation());
    endLine(json.append(",\"synced\":").append(end.synced()));
  }

  /** Sets batches apart, for the eye, and so that a damaged line break costs one of them only. */
  void blank() {
    ensure(1);
    bytes[size++] = '\n';
  }

  /** Adds lines made elsewhere. */
  void add(byte[] lines) {
    ensure(lines.length);
    System.arraycopy(lines, 0, bytes, size, lines.length);
    size += lines.length;
  }

  private void endLine(StringBuilder object) {
    byte[] text = object.append('}').toString().getBytes(StandardCharsets.UTF_8);
    object.setLength(0);
    ensure(LineChecksum.LENGTH + text.length + 1);
    System.arraycopy(text, 0, bytes, size + LineChecksum.LENGTH, text.length);
    LineChecksum.write(bytes, size, size + LineChecksum.LENGTH + text.length);
    size += LineChecksum.LENGTH + text.length;
    bytes[size++] = '\n';
  }

  private void ensure(int more) {
    int needed = Math.addExact(size, more);
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(needed, (int) Math.min(2L * size, 1 << 30)));
    }
  }

  private static void string(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (isPrintable(text, i)) {
        out.append(c);
      } else {
        escape(out, c);
      }
    }
    out.append('"');
  }

  /** Half a surrogate pair has no UTF-8, and a control character would hide from the reader. */
  private static boolean isPrintable(String text, int i) {
    char c = text.charAt(i);
    if (Character.isHighSurrogate(c)) {
      return i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1));
    }
    if (Character.isLowSurrogate(c)) {
      return i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
    }
    return !Character.isISOControl(c) && c != '\u2028' && c != '\u2029';
  }

  private static void escape(StringBuilder out, char c) {
    out.append("\\u");
    for (int shift = 12; shift >= 0; shift -= 4) {
      out.append(Character.forDigit(c >>> shift & 0xf, 16));
    }
  }
}
