package dev.emitter.event;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The rules for data: what is called JSON is JSON (CloudEvents JSON format 1.0, section 3.1). */
final class DataRules {

  private DataRules() {}

  /**
   * Returns the draft, whose content type is valid, with the data that is sent: its own, but for
   * JSON under the name of another charset, see {@link TextEncoding#json}.
   *
   * @throws InvalidEventException if the data is called JSON and is not
   */
  static EventDraft accepted(EventDraft draft) {
    OwnedData data = draft.data();
    MediaType type = type(draft.dataContentType());
    boolean opaque = data != null && data.isOpaque() && draft.dataContentType() == null;
    if (data == null || opaque || type == null || !type.isJson()) {
      return draft;
    }
    if (!data.isCheckedJson()) {
      requireJson(data.bytes(), draft.dataContentType());
    }
    byte[] sent = TextEncoding.json(data.bytes(), type);
    return sent == data.bytes() ? draft : draft.withData(OwnedData.ofJson(sent));
  }

  private static @Nullable MediaType type(@Nullable String contentType) {
    return contentType == null ? MediaType.JSON : MediaType.parse(contentType);
  }

  private static void requireJson(byte[] bytes, @Nullable String contentType) {
    if (bytes.length == 0) {
      throw new InvalidEventException(
          "data", "is empty, which is not JSON; leave the data out, or set datacontenttype");
    }
    String fault = fault(bytes);
    if (fault != null) {
      throw new InvalidEventException("data", fault + cure(contentType));
    }
  }

  private static @Nullable String fault(byte[] bytes) {
    String encoding = JsonCheck.encodingFault(bytes, 0, bytes.length);
    if (encoding != null) {
      return encoding;
    }
    try {
      JsonCheck.requireDocument(bytes);
      return null;
    } catch (IOException | IllegalStateException e) {
      return JsonFault.describe(e);
    }
  }

  private static String cure(@Nullable String contentType) {
    if (contentType == null) {
      return "; data without datacontenttype is JSON: send JSON, or set datacontenttype";
    }
    MediaType type = MediaType.parse(contentType);
    String charset = type == null ? null : type.charset();
    return "; datacontenttype says JSON: send JSON, or set another datacontenttype"
        + (charset == null || MediaType.isUtf8(charset)
            ? ""
            : " (JSON is UTF-8 by RFC 8259, although it names the charset "
                + Shown.quoted(charset)
                + ")");
  }
}
