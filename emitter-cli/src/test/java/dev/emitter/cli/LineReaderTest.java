package dev.emitter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("E1")
final class LineReaderTest {

  private static List<String> lines(InputStream in) throws IOException {
    LineReader reader = new LineReader(in);
    List<String> lines = new ArrayList<>();
    while (reader.next()) {
      lines.add(
          reader.number()
              + (reader.isTooLong()
                  ? " too long"
                  : " " + new String(reader.bytes(), 0, reader.length(), StandardCharsets.UTF_8)));
    }
    return lines;
  }

  private static List<String> lines(String text) throws IOException {
    return lines(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void linesEndWithLineFeedsOrTheInput() throws IOException {
    assertThat(lines("a\r\n\nb\rc\n")).containsExactly("1 a", "2 ", "3 b\rc");
    assertThat(lines("a\nb")).containsExactly("1 a", "2 b");
    assertThat(lines("")).isEmpty();
  }

  @Test
  void onlyTheFirstMarkIsPassedOver() throws IOException {
    assertThat(lines("\uFEFFa\n\uFEFFb")).containsExactly("1 a", "2 \uFEFFb");
  }

  @ParameterizedTest
  @ValueSource(ints = {65_535, 65_536, 65_537, 200_000, 1 << 21})
  void linesMayBeLongerThanWhatIsReadAtOnce(int length) throws IOException {
    String line = "x".repeat(length);
    assertThat(lines(line + "\n" + line + "\ny")).containsExactly("1 " + line, "2 " + line, "3 y");
  }

  @Test
  void aLineBeyondTheLimitIsPassedOver() throws IOException {
    String longest = "x".repeat(LineReader.LONGEST);
    assertThat(lines(longest + "\n" + longest + "x\ny"))
        .containsExactly("1 " + longest, "2 too long", "3 y");
  }
}
