package dev.emitter.event;

import io.cloudevents.CloudEventData;
import java.util.Arrays;

/** Data whose bytes nobody else can change: copied on the way in and on the way out. */
final class OwnedData implements CloudEventData {

  private final byte[] bytes;
  private final boolean checkedJson;

  private OwnedData(byte[] bytes, boolean checkedJson) {
    this.bytes = bytes;
    this.checkedJson = checkedJson;
  }

  /** Takes over bytes of which nothing is known yet. */
  static OwnedData of(byte[] bytes) {
    return new OwnedData(bytes, false);
  }

  /** Takes over bytes that are known to be one valid JSON document. */
  static OwnedData ofJson(byte[] bytes) {
    return new OwnedData(bytes, true);
  }

  /** Returns the bytes themselves; the caller must not change them. */
  byte[] bytes() {
    return bytes;
  }

  /** Returns whether the bytes are known to be one valid JSON document. */
  boolean isCheckedJson() {
    return checkedJson;
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
