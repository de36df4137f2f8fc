package dev.emitter.event;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Bytes to send, in parts that several emitters share. Immutable and thread-safe; the parts are
 * never handed out writable.
 */
public final class Payload {

  private final byte[][] parts;
  private final int size;

  private Payload(byte[][] parts) {
    this.parts = parts;
    int sum = 0;
    for (byte[] part : parts) {
      sum = Math.addExact(sum, part.length);
    }
    this.size = sum;
  }

  /**
   * Returns these parts one after the other; takes them over without a copy, so that the caller
   * must not change them afterwards.
   */
  public static Payload of(byte[]... parts) {
    return new Payload(parts);
  }

  /** Returns a part itself; the caller must not change it. */
  byte[] part(int index) {
    return parts[index];
  }

  /** Returns how many bytes there are. */
  public int size() {
    return size;
  }

  /** Writes all bytes, in order. */
  public void writeTo(OutputStream out) throws IOException {
    for (byte[] part : parts) {
      out.write(part);
    }
  }

  /** Returns fresh read-only views of the bytes, in order. */
  public List<ByteBuffer> buffers() {
    List<ByteBuffer> buffers = new ArrayList<>(parts.length);
    for (byte[] part : parts) {
      buffers.add(ByteBuffer.wrap(part).asReadOnlyBuffer());
    }
    return buffers;
  }

  /** Returns the same JSON indented for people; for bytes that are one JSON document. */
  public Payload indented() {
    byte[] json = toByteArray();
    return of(ByteSink.collect(sink -> JsonLayout.writeIndented(sink, json, 0)));
  }

  /** Returns a copy of all bytes. */
  public byte[] toByteArray() {
    ByteBuffer all = ByteBuffer.allocate(size);
    for (byte[] part : parts) {
      all.put(part);
    }
    return all.array();
  }
}
