package dev.emitter.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Collects the parts of an event's compact form in an array that grows as needed. */
final class EventBytesWriter {

  private byte[] bytes;
  private int size;

  EventBytesWriter(int expected) {
    this.bytes = new byte[expected];
  }

  void writeByte(int one) {
    require(1);
    bytes[size++] = (byte) one;
  }

  /** Writes a number that is seldom large, seven bits a byte, the lowest first. */
  void writeCount(int count) {
    int rest = count;
    while ((rest & ~0x7F) != 0) {
      writeByte((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    writeByte(rest);
  }

  void writeInt(int value) {
    for (int shift = 24; shift >= 0; shift -= 8) {
      writeByte(value >>> shift);
    }
  }

  void writeLong(long value) {
    writeInt((int) (value >>> 32));
    writeInt((int) value);
  }

  void writeText(String text) {
    writeBlock(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes bytes after their number. */
  void writeBlock(byte[] block) {
    writeCount(block.length);
    writeRest(block);
  }

  /** Writes bytes that nothing follows. */
  void writeRest(byte[] rest) {
    require(rest.length);
    System.arraycopy(rest, 0, bytes, size, rest.length);
    size += rest.length;
  }

  private void require(int more) {
    int needed = Math.addExact(size, more);
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 8L, needed * 2L));
    }
  }

  byte[] toByteArray() {
    return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
  }
}
