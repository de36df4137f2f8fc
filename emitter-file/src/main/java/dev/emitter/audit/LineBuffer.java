package dev.emitter.audit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.emitter.event.Payload;
import dev.emitter.storage.ByteGatherer;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Gathers lines to be written at once; used again and again. Not thread-safe. */
final class LineBuffer extends ByteGatherer {

  private static final byte[] BEGIN = "{\"crc\":\"00000000\",\"n\":".getBytes(US_ASCII);
  private static final byte[] POSITION = ",\"position\":".getBytes(US_ASCII);
  private static final byte[] TIME = ",\"publishedAt\":\"".getBytes(US_ASCII);
  private static final byte[] EVENT = "\",\"event\":".getBytes(US_ASCII);
  private static final byte[] ERASED = ("\"," + AuditLine.ERASED).getBytes(US_ASCII);
  private static final byte[] NO_POSITION = "null".getBytes(US_ASCII);

  private Instant lastTime = Instant.MIN;
  private String lastText = lastTime.toString();

  /** Forgets what it holds, and the memory of an unusual batch. */
  void clear() {
    resetAndShrink();
  }

  /**
   * Adds a line.
   *
   * @param event the event, or null if it is erased
   */
  void add(long number, @Nullable String position, Instant publishedAt, @Nullable Payload event)
      throws IOException {
    int start = size();
    write(BEGIN);
    ascii(Long.toString(number));
    write(POSITION);
    writePosition(position);
    write(TIME);
    ascii(text(publishedAt));
    if (event == null) {
      write(ERASED);
    } else {
      write(EVENT);
      event.writeTo(this);
      write('}');
    }
    AuditLine.putChecksum(array(), start, size());
    write('\n');
  }

  private void writePosition(@Nullable String position) {
    if (position == null) {
      write(NO_POSITION);
    } else if (isPlain(position)) {
      write('"');
      ascii(position);
      write('"');
    } else {
      write(TextNode.valueOf(position).toString().getBytes(UTF_8));
    }
  }

  /** Returns whether JSON has the text as it is: positions usually are numbers. */
  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'z') && c != '-') {
        return false;
      }
    }
    return true;
  }

  /** Many events on end have the same time, and writing it takes its own. */
  private String text(Instant time) {
    if (!time.equals(lastTime)) {
      lastTime = time;
      lastText = time.toString();
    }
    return lastText;
  }

  /** Writes everything, and forgets it. */
  void moveTo(OutputStream out) throws IOException {
    writeTo(out);
    clear();
  }
}
