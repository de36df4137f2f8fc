package dev.emitter.cli;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Refuses lines that are not UTF-8, which a parser might let pass. */
final class Utf8Lines {

  private static final int CHUNK = 1 << 12;

  private Utf8Lines() {}

  static void require(byte[] line, int length) throws LineFault {
    int start = firstBeyondAscii(line, length);
    if (start == length) {
      return;
    }
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer bytes = ByteBuffer.wrap(line, start, length - start);
    CharBuffer chars = CharBuffer.allocate(CHUNK);
    CoderResult result = CoderResult.OVERFLOW;
    while (result.isOverflow()) {
      chars.clear();
      result = decoder.decode(bytes, chars, true);
    }
    if (result.isError()) {
      throw new LineFault("is not UTF-8 at byte " + (bytes.position() + 1));
    }
  }

  private static int firstBeyondAscii(byte[] line, int length) {
    int i = 0;
    while (i < length && line[i] >= 0) {
      i++;
    }
    return i;
  }
}
