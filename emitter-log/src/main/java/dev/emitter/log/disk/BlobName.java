package dev.emitter.log.disk;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Where a large value is, and what tells that it is whole. Immutable.
 *
 * @param file the number of its file
 * @param offset where it begins there
 * @param length how many bytes it has
 * @param crc their CRC-32C
 */
record BlobName(long file, long offset, int length, long crc) {

  private static final Pattern FORM =
      Pattern.compile("(\\d{1,18})-(\\d{1,18})-(\\d{1,9})-([0-9a-f]{1,8})");
  private static final Pattern FILE = Pattern.compile("blobs-(\\d{10,18})\\.data");

  /** Returns the name of a value at a place. */
  static BlobName of(long file, long offset, byte[] value) {
    return new BlobName(file, offset, value.length, crc(value));
  }

  /** Returns what a text names; null if it is no name. */
  static @Nullable BlobName parse(String text) {
    Matcher matcher = FORM.matcher(text);
    return matcher.matches()
        ? new BlobName(
            Long.parseLong(matcher.group(1)),
            Long.parseLong(matcher.group(2)),
            Integer.parseInt(matcher.group(3)),
            Long.parseLong(matcher.group(4), 16))
        : null;
  }

  static long crc(byte[] value) {
    CRC32C sum = new CRC32C();
    sum.update(value, 0, value.length);
    return sum.getValue();
  }

  /** Returns the name of a file of values. */
  static String fileName(long number) {
    return String.format(Locale.ROOT, "blobs-%010d.data", number);
  }

  /** Returns the number of a file of values, or 0 if it is not one. */
  static long fileNumber(String name) {
    Matcher matcher = FILE.matcher(name);
    return matcher.matches() ? Long.parseLong(matcher.group(1)) : 0;
  }

  /** Returns the text that {@link #parse} takes. */
  @Override
  public String toString() {
    return file + "-" + offset + "-" + length + "-" + Long.toHexString(crc);
  }
}
