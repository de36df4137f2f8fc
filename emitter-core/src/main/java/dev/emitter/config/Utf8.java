package dev.emitter.config;

import dev.emitter.problem.Problem;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Decodes UTF-8 strictly and says where it is none. */
final class Utf8 {

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private Utf8() {}

  static String decode(String file, byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    // A decoder made by newDecoder() reports malformed input instead of replacing it.
    CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
    String text = withoutMark(out.flip().toString());
    if (result.isError()) {
      throw JsonDocument.refused(file, malformed(file, text, bytes[in.position()]));
    }
    return text;
  }

  /** Returns the text without the mark that some editors put before it. */
  static String withoutMark(String text) {
    return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
  }

  private static Problem malformed(String file, String before, byte found) {
    String message =
        String.format(Locale.ROOT, "found the byte 0x%02X, which is not UTF-8 here", found);
    return Problem.at(JsonPaths.ROOT, message, "save the file as UTF-8")
        .in(new Lines(before).place(file, before.length()));
  }
}
