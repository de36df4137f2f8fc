package dev.emitter.http;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a receiver has compressed though nobody asked it to, so that it can be read as
 * evidence. It stops at a bound, and keeps what could be read of an answer that is cut off.
 */
final class ContentDecoding {

  private ContentDecoding() {}

  /**
   * Returns the beginning of a body as it was before it was compressed, or words that tell why it
   * cannot be.
   *
   * @param coding the value of the header Content-Encoding, or null
   * @param most how many bytes are returned at most
   */
  static byte[] unpack(byte[] body, @Nullable String coding, int most) {
    String name = coding == null ? "identity" : coding.strip().toLowerCase(Locale.ROOT);
    return switch (name) {
      case "", "identity" -> body;
      case "gzip", "x-gzip" -> read(body, GZIPInputStream::new, most);
      case "deflate" -> read(body, InflaterInputStream::new, most);
      default -> told("(compressed in a way that is not read here)");
    };
  }

  /** Makes a stream that unpacks another. */
  @FunctionalInterface
  private interface Unpacker {
    InputStream over(InputStream packed) throws IOException;
  }

  private static byte[] read(byte[] body, Unpacker unpacker, int most) {
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    byte[] piece = new byte[1024];
    try (InputStream in = unpacker.over(new ByteArrayInputStream(body))) {
      for (int n = in.read(piece); n >= 0 && plain.size() < most; n = in.read(piece)) {
        plain.write(piece, 0, Math.min(n, most - plain.size()));
      }
    } catch (IOException cutOffOrNoneAtAll) {
      if (plain.size() == 0 && body.length > 0) {
        return told("(said to be compressed, and is not)");
      }
    }
    return plain.toByteArray();
  }

  private static byte[] told(String words) {
    return words.getBytes(StandardCharsets.US_ASCII);
  }
}
