package dev.emitter.http;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.apache.hc.core5.http.ContentType;
import org.jspecify.annotations.Nullable;

/** Makes text of what a receiver sent, so that it can be shown without harm. */
final class AnswerText {

  private AnswerText() {}

  /**
   * Returns bytes as text, by the charset of the content type, else UTF-8. What is malformed is
   * replaced; a character cut off at the end is left out.
   *
   * @param whole whether the bytes are all there were
   */
  static String of(ByteBuffer bytes, @Nullable String contentType, boolean whole) {
    if (!bytes.hasRemaining()) {
      return "";
    }
    CharsetDecoder decoder =
        charset(contentType)
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    int most = (int) Math.ceil(bytes.remaining() * (double) decoder.maxCharsPerByte()) + 1;
    CharBuffer text = CharBuffer.allocate(most);
    decoder.decode(bytes, text, whole);
    if (whole) {
      decoder.flush(text);
    }
    return harmless(text.flip().toString());
  }

  /** Replaces control characters but line ends and tabs; a CR before a line end is left out. */
  static String harmless(String text) {
    int clean = 0;
    while (clean < text.length() && !Character.isISOControl(text.charAt(clean))) {
      clean++;
    }
    return clean == text.length() ? text : withoutControls(text);
  }

  private static String withoutControls(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean lineEnd = c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
      if (!lineEnd) {
        clean.append(Character.isISOControl(c) && c != '\n' && c != '\t' ? '\uFFFD' : c);
      }
    }
    return clean.toString();
  }

  private static Charset charset(@Nullable String contentType) {
    ContentType type = ContentType.parseLenient(contentType);
    Charset charset = type == null ? null : type.getCharset();
    return charset == null ? StandardCharsets.UTF_8 : charset;
  }
}
