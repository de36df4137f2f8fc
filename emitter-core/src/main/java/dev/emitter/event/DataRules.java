package dev.emitter.event;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The rules for data: what is called JSON is JSON (CloudEvents JSON format 1.0, section 3.1). */
final class DataRules {

  private DataRules() {}

  /**
   * Accepts the data of a draft whose content type is valid.
   *
   * @throws InvalidEventException if it is called JSON and is not
   */
  static void require(EventDraft draft) {
    OwnedData data = draft.data();
    if (data == null || data.isCheckedJson() || !isJson(draft.dataContentType())) {
      return;
    }
    byte[] bytes = data.bytes();
    if (bytes.length == 0) {
      throw new InvalidEventException(
          "data", "is empty, which is not JSON; leave the data out, or set datacontenttype");
    }
    String fault = fault(bytes);
    if (fault != null) {
      throw new InvalidEventException("data", fault + cure(draft.dataContentType()));
    }
  }

  private static boolean isJson(@Nullable String contentType) {
    MediaType type = contentType == null ? MediaType.JSON : MediaType.parse(contentType);
    return type != null && type.isJson();
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
    return contentType == null
        ? "; data without datacontenttype is JSON: send JSON, or set datacontenttype"
        : "; datacontenttype says JSON: send JSON, or set another datacontenttype";
  }
}
