package dev.emitter.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.problem.Location;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Places of a text that is gone over once are those that counting from its start finds. */
final class LinesTest {

  private static final String[] PARTS = {"a", "\n", "\r", "\r\n", "\uD83D\uDE00", "\uD83D", "é"};

  @Test
  void findsThePlaceOfEveryOffset() {
    Random random = new Random(1);
    for (int round = 0; round < 500; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(20); i > 0; i--) {
        text.append(PARTS[random.nextInt(PARTS.length)]);
      }
      compare(text.toString());
    }
  }

  private static void compare(String text) {
    Lines lines = new Lines(text);
    for (int offset = 0; offset <= text.length(); offset++) {
      String before = text.substring(0, offset);
      int end = Math.max(lastEnd(before, text), 0);
      int line =
          (int)
                  text.substring(0, end)
                      .replace("\r\n", "\n")
                      .replace('\r', '\n')
                      .chars()
                      .filter(c -> c == '\n')
                      .count()
              + 1;
      Location expected = new Location("f", line, text.codePointCount(end, offset) + 1);
      assertThat(lines.place("f", offset)).as("%d of %s", offset, text).isEqualTo(expected);
      assertThat(lines.line(offset)).isEqualTo(line);
    }
  }

  /** Returns where the line of the last character begins; CR LF is one end, after its LF. */
  private static int lastEnd(String before, String text) {
    for (int at = before.length(); at > 0; at--) {
      boolean amidst = at < text.length() && text.charAt(at) == '\n';
      if (text.charAt(at - 1) == '\n' || (text.charAt(at - 1) == '\r' && !amidst)) {
        return at;
      }
    }
    return 0;
  }
}
