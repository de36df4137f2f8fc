package dev.emitter.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.emitter.event.EncodedEvent;
import dev.emitter.event.Presentation;
import java.io.IOException;
import java.io.OutputStream;

/** An array of events, indented if that is asked for. */
final class ArrayWriter implements EventWriter {

  private static final Presentation PRETTY = new Presentation(true, null, null);
  private static final byte[] INDENT = "  ".getBytes(UTF_8);

  private final boolean prettyPrint;
  private boolean first = true;

  ArrayWriter(boolean prettyPrint) {
    this.prettyPrint = prettyPrint;
  }

  @Override
  public void begin(OutputStream out) throws IOException {
    out.write('[');
  }

  @Override
  public void write(AuditEntry entry, OutputStream out) throws IOException {
    if (!first) {
      out.write(',');
    }
    first = false;
    out.write('\n');
    if (prettyPrint) {
      out.write(INDENT);
      writeIndented(
          EncodedEvent.stored(entry.event().toByteArray()).structured(PRETTY).toByteArray(), out);
    } else {
      entry.event().writeTo(out);
    }
  }

  /** In JSON, a line feed is never part of a string. */
  private static void writeIndented(byte[] json, OutputStream out) throws IOException {
    int from = 0;
    for (int at = 0; at < json.length; at++) {
      if (json[at] == '\n') {
        out.write(json, from, at + 1 - from);
        out.write(INDENT);
        from = at + 1;
      }
    }
    out.write(json, from, json.length - from);
  }

  @Override
  public void end(OutputStream out) throws IOException {
    out.write((first ? "]\n" : "\n]\n").getBytes(UTF_8));
  }
}
