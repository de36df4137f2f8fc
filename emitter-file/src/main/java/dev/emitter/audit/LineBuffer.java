package dev.emitter.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.emitter.event.Payload;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Gathers lines to be written at once; used again and again. Not thread-safe. */
final class LineBuffer extends ByteArrayOutputStream {

  private static final int USUAL = 1 << 20;
  private static final byte[] NO_CHECKSUM = "{\"crc\":\"00000000".getBytes(UTF_8);

  private Instant lastTime = Instant.MIN;
  private String lastText = lastTime.toString();

  /** Forgets what it holds, and the memory of an unusual batch. */
  void clear() {
    reset();
    if (buf.length > 4 * USUAL) {
      buf = new byte[USUAL];
    }
  }

  /**
   * Adds a line.
   *
   * @param event the event, or null if it is erased
   */
  void add(long number, @Nullable String position, Instant publishedAt, @Nullable Payload event)
      throws IOException {
    int start = count;
    write(NO_CHECKSUM);
    String quoted = position == null ? "null" : TextNode.valueOf(position).toString();
    String head =
        "\",\"n\":"
            + number
            + ",\"position\":"
            + quoted
            + ",\"publishedAt\":\""
            + text(publishedAt);
    write(head.getBytes(UTF_8));
    if (event == null) {
      write(("\"," + AuditLine.ERASED).getBytes(UTF_8));
    } else {
      write("\",\"event\":".getBytes(UTF_8));
      event.writeTo(this);
      write('}');
    }
    byte[] checksum = AuditLine.checksum(buf, start, count).getBytes(UTF_8);
    System.arraycopy(checksum, 0, buf, AuditLine.checksumAt(start), checksum.length);
    write('\n');
  }

  /** Many events on end have the same time, and writing it takes its own. */
  private String text(Instant time) {
    if (!time.equals(lastTime)) {
      lastTime = time;
      lastText = time.toString();
    }
    return lastText;
  }

  ByteBuffer bytes() {
    return ByteBuffer.wrap(buf, 0, count);
  }

  /** Writes everything, and forgets it. */
  void moveTo(OutputStream out) throws IOException {
    writeTo(out);
    clear();
  }
}
