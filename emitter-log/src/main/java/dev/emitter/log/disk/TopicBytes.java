package dev.emitter.log.disk;

import dev.emitter.event.InvalidEventException;
import dev.emitter.problem.EmitterException;
import dev.emitter.topic.Topic;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A topic as bytes: how many bytes follow (2), then each segment in Java's modified UTF-8 after its
 * length (2), which keeps any text. Topics come again and again, so some are remembered.
 * Thread-safe.
 */
final class TopicBytes {

  private static final int SLOTS = 1024;
  private static final int LONGEST = 512;

  private final AtomicReferenceArray<@Nullable Known> slots = new AtomicReferenceArray<>(SLOTS);

  private static final class Known {
    private final Topic topic;
    private final byte[] bytes;

    Known(Topic topic, byte[] bytes) {
      this.topic = topic;
      this.bytes = bytes;
    }

    boolean is(byte[] others, int at, int length) {
      return Arrays.equals(bytes, 0, bytes.length, others, at, at + length);
    }
  }

  byte[] encode(Topic topic) {
    int slot = topic.hashCode() & (SLOTS - 1);
    Known known = slots.get(slot);
    if (known != null && known.topic.equals(topic)) {
      return known.bytes;
    }
    byte[] bytes = bytes(topic);
    remember(slot, new Known(topic, bytes));
    return bytes;
  }

  private void remember(int slot, Known known) {
    if (known.bytes.length <= LONGEST) {
      slots.set(slot, known);
    }
  }

  private static byte[] bytes(Topic topic) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    try {
      out.writeShort(0);
      for (String segment : topic.segments()) {
        out.writeUTF(segment);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    byte[] all = bytes.toByteArray();
    all[0] = (byte) ((all.length - 2) >> 8);
    all[1] = (byte) (all.length - 2);
    return all;
  }

  /** Returns how many bytes the topic at a place takes, its length included. */
  static int length(byte[] bytes, int at, int available) {
    int length = available < 2 ? 0 : 2 + ((bytes[at] & 0xFF) << 8 | (bytes[at + 1] & 0xFF));
    if (length < 2 || length > available) {
      throw new InvalidEventException("topic", "the stored bytes are damaged");
    }
    return length;
  }

  /**
   * Returns the topic in some bytes.
   *
   * @throws InvalidEventException if there is none
   */
  Topic decode(byte[] bytes, int at, int length) {
    int slot = slot(bytes, at, length);
    Known known = slots.get(slot);
    if (known != null && known.is(bytes, at, length)) {
      return known.topic;
    }
    Topic topic = topic(bytes, at, length);
    remember(slot, new Known(topic, Arrays.copyOfRange(bytes, at, at + length)));
    return topic;
  }

  private static Topic topic(byte[] bytes, int at, int length) {
    ByteArrayInputStream rest = new ByteArrayInputStream(bytes, at + 2, length - 2);
    DataInputStream in = new DataInputStream(rest);
    String[] segments = new String[0];
    try {
      while (rest.available() > 0) {
        segments = Arrays.copyOf(segments, segments.length + 1);
        segments[segments.length - 1] = in.readUTF();
      }
      return Topic.of(segments);
    } catch (IOException | EmitterException e) {
      throw new InvalidEventException("topic", "the stored bytes are damaged: " + e, e);
    }
  }

  private static int slot(byte[] bytes, int at, int length) {
    int hash = length;
    for (int i = at; i < at + length; i++) {
      hash = 31 * hash + bytes[i];
    }
    return (hash ^ hash >>> 10) & (SLOTS - 1);
  }
}
