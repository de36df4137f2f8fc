package dev.emitter.event;

import io.cloudevents.CloudEventData;
import java.util.Arrays;

/** Data whose bytes nobody else can change: copied on the way in and on the way out. */
final class OwnedData implements CloudEventData {

  private final byte[] bytes;
  private final Known known;

  /** What is known of the bytes beside the content type. */
  private enum Known {
    NOTHING,
    JSON,
    OPAQUE
  }

  private OwnedData(byte[] bytes, Known known) {
    this.bytes = bytes;
    this.known = known;
  }

  /** Takes over bytes of which nothing is known yet. */
  static OwnedData of(byte[] bytes) {
    return new OwnedData(bytes, Known.NOTHING);
  }

  /** Takes over bytes that are known to be one valid JSON document. */
  static OwnedData ofJson(byte[] bytes) {
    return new OwnedData(bytes, Known.JSON);
  }

  /**
   * Takes over bytes that came as such, so that they are JSON only if a content type says so: the
   * member {@code data_base64} (CloudEvents JSON format, section 3.1).
   */
  static OwnedData ofOpaque(byte[] bytes) {
    return new OwnedData(bytes, Known.OPAQUE);
  }

  /** Returns the bytes themselves; the caller must not change them. */
  byte[] bytes() {
    return bytes;
  }

  /** Returns whether the bytes are known to be one valid JSON document. */
  boolean isCheckedJson() {
    return known == Known.JSON;
  }

  /** Returns whether the bytes are not JSON unless a content type says so. */
  boolean isOpaque() {
    return known == Known.OPAQUE;
  }

  @Override
  public byte[] toBytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof OwnedData that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return bytes.length + " bytes";
  }
}
