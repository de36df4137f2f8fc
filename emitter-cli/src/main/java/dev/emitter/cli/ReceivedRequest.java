package dev.emitter.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as it came.
 *
 * @param headers all values by name, ignoring case
 * @param body its body, cut after so many bytes as are taken
 * @param tooLarge whether it was cut
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ReceivedRequest(
    String method,
    String target,
    Map<String, List<String>> headers,
    byte[] body,
    boolean tooLarge) {

  /** Returns the first value of a header, or null. */
  @Nullable String header(String name) {
    List<String> values = headers.get(name);
    return values == null || values.isEmpty() ? null : values.get(0);
  }

  /** Returns the media type in small letters, without parameters; empty if there is none. */
  String mediaType() {
    String type = header("Content-Type");
    return type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }
}
