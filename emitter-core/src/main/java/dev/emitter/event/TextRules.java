package dev.emitter.event;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the CloudEvents type String forbids (specification 1.0, "Type System"). */
final class TextRules {

  private TextRules() {}

  /** Returns which rule the text breaks, or null for none; never quotes the text. */
  static @Nullable String fault(String text) {
    for (int at = 0; at < text.length(); ) {
      int point = text.codePointAt(at);
      String kind = forbidden(point);
      if (kind != null) {
        return String.format(
            Locale.ROOT,
            "character %d is U+%04X, %s, which CloudEvents forbids; remove it",
            at + 1,
            point,
            kind);
      }
      at += Character.charCount(point);
    }
    return null;
  }

  private static @Nullable String forbidden(int point) {
    if (point <= 0x1F || (point >= 0x7F && point <= 0x9F)) {
      return "a control character";
    }
    if (point >= 0xD800 && point <= 0xDFFF) {
      return "an unpaired surrogate";
    }
    if ((point >= 0xFDD0 && point <= 0xFDEF) || (point & 0xFFFE) == 0xFFFE) {
      return "a noncharacter";
    }
    return null;
  }
}
