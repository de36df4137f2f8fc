package dev.emitter.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads the parts of an event's compact form, never beyond its end.
 *
 * <p>Every method throws {@link InvalidEventException} where the bytes are damaged.
 */
final class EventBytesReader {

  private final byte[] bytes;
  private final int end;
  private int at;

  EventBytesReader(byte[] bytes, int offset, int length) {
    this.bytes = bytes;
    this.at = offset;
    this.end = offset + length;
  }

  int readByte() {
    require(1);
    return bytes[at++] & 0xFF;
  }

  int readCount() {
    int count = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      int one = readByte();
      count |= (one & 0x7F) << shift;
      if ((one & 0x80) == 0) {
        return count;
      }
    }
    throw damaged("a number does not end");
  }

  int readInt() {
    require(4);
    int value = 0;
    for (int i = 0; i < 4; i++) {
      value = value << 8 | (bytes[at++] & 0xFF);
    }
    return value;
  }

  long readLong() {
    long high = readInt();
    return high << 32 | (readInt() & 0xFFFF_FFFFL);
  }

  String readText() {
    int length = readCount();
    require(length);
    String text = new String(bytes, at, length, StandardCharsets.UTF_8);
    at += length;
    return text;
  }

  byte[] readBlock() {
    int length = readCount();
    require(length);
    at += length;
    return Arrays.copyOfRange(bytes, at - length, at);
  }

  byte[] readRest() {
    byte[] rest = Arrays.copyOfRange(bytes, at, end);
    at = end;
    return rest;
  }

  int remaining() {
    return end - at;
  }

  private void require(int more) {
    if (more < 0 || more > end - at) {
      throw damaged("they end too early");
    }
  }

  static InvalidEventException damaged(String how) {
    return new InvalidEventException("event", "the stored bytes are damaged: " + how);
  }
}
