package dev.emitter.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.emitter.event.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A line of a segment, read: {@code {"crc":"..","n":1,"position":"..","publishedAt":"..","event":
 * {..}}}, where the checksum is that of everything after it. The line of an erased event has {@code
 * "erased":true} in place of the event. The bytes belong to the reader of the line: they hold until
 * it reads on.
 */
final class AuditLine {

  static final String ERASED = "\"erased\":true}";

  private static final byte[] HEAD = "{\"crc\":\"".getBytes(UTF_8);
  private static final byte[] NUMBER = "\",\"n\":".getBytes(UTF_8);
  private static final byte[] POSITION = ",\"position\":".getBytes(UTF_8);
  private static final byte[] TIME = ",\"publishedAt\":\"".getBytes(UTF_8);
  private static final byte[] EVENT = "\",\"event\":".getBytes(UTF_8);
  private static final int CRC_END = HEAD.length + 8;
  private static final byte[] HEX = "0123456789abcdef".getBytes(UTF_8);

  private final long number;
  private final @Nullable String position;
  private final Instant publishedAt;
  private final byte[] bytes;
  private final int from;
  private final int to;

  private AuditLine(
      long number, @Nullable String position, Instant publishedAt, byte[] bytes, int from, int to) {
    this.number = number;
    this.position = position;
    this.publishedAt = publishedAt;
    this.bytes = bytes;
    this.from = from;
    this.to = to;
  }

  private static long checksum(byte[] bytes, int from, int to) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from + CRC_END, to - from - CRC_END);
    return crc.getValue();
  }

  /** Writes the checksum of a line into its place. */
  static void putChecksum(byte[] bytes, int from, int to) {
    long crc = checksum(bytes, from, to);
    for (int digit = 0; digit < 8; digit++) {
      bytes[from + HEAD.length + digit] = HEX[(int) (crc >>> (28 - 4 * digit)) & 15];
    }
  }

  /**
   * Reads a line, without its line feed.
   *
   * @throws DamagedLineException if it is not as it was written
   */
  static AuditLine parse(byte[] bytes, int from, int to) throws DamagedLineException {
    if (to - from < CRC_END || !startsWith(bytes, from, to, HEAD)) {
      throw new DamagedLineException("is no entry of an audit");
    }
    String crc = new String(bytes, from + HEAD.length, 8, UTF_8);
    if (!crc.equals(HexFormat.of().toHexDigits(checksum(bytes, from, to), 8))) {
      throw new DamagedLineException("was changed: its checksum is not that of its bytes");
    }
    try {
      return fields(bytes, from + CRC_END, to);
    } catch (JsonProcessingException | RuntimeException e) {
      throw new DamagedLineException("is no entry of an audit");
    }
  }

  private static AuditLine fields(byte[] bytes, int from, int to)
      throws DamagedLineException, JsonProcessingException {
    int numberAt = after(bytes, from, to, NUMBER);
    int numberEnd = next(bytes, numberAt, to, ',');
    int positionAt = after(bytes, numberEnd, to, POSITION);
    int positionEnd =
        bytes[positionAt] == '"' ? endOfString(bytes, positionAt, to) : positionAt + 4;
    int timeAt = after(bytes, positionEnd, to, TIME);
    int timeEnd = next(bytes, timeAt, to, '"');
    boolean erased = !startsWith(bytes, timeEnd, to, EVENT);
    int eventAt = erased ? to : timeEnd + EVENT.length;
    return new AuditLine(
        Long.parseLong(text(bytes, numberAt, numberEnd)),
        Json.tree(text(bytes, positionAt, positionEnd)).textValue(),
        time(text(bytes, timeAt, timeEnd)),
        bytes,
        eventAt,
        erased ? to : to - 1);
  }

  private static Instant time(String text) throws DamagedLineException {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new DamagedLineException("has no time");
    }
  }

  private static String text(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, UTF_8);
  }

  private static int after(byte[] bytes, int at, int to, byte[] expected)
      throws DamagedLineException {
    if (!startsWith(bytes, at, to, expected)) {
      throw new DamagedLineException("is no entry of an audit");
    }
    return at + expected.length;
  }

  private static boolean startsWith(byte[] bytes, int at, int to, byte[] expected) {
    return to - at >= expected.length
        && Arrays.equals(bytes, at, at + expected.length, expected, 0, expected.length);
  }

  private static int next(byte[] bytes, int from, int to, char wanted) throws DamagedLineException {
    for (int at = from; at < to; at++) {
      if (bytes[at] == wanted) {
        return at;
      }
    }
    throw new DamagedLineException("is no entry of an audit");
  }

  private static int endOfString(byte[] bytes, int quote, int to) throws DamagedLineException {
    for (int at = quote + 1; at < to; at++) {
      if (bytes[at] == '"') {
        return at + 1;
      }
      at += bytes[at] == '\\' ? 1 : 0;
    }
    throw new DamagedLineException("is no entry of an audit");
  }

  /** Returns which entry of its store this is, counted from 1. */
  long number() {
    return number;
  }

  /** Returns the position of the event in the log, or null if it had none. */
  @Nullable String position() {
    return position;
  }

  /** Returns when the log accepted it, but never earlier than the entry before. */
  Instant publishedAt() {
    return publishedAt;
  }

  boolean isErased() {
    return from == to;
  }

  /** Returns a copy of the event in the CloudEvents JSON format. */
  byte[] event() {
    return Arrays.copyOfRange(bytes, from, to);
  }
}
