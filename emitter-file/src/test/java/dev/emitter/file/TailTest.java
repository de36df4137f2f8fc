package dev.emitter.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.event.Presentation;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("C3")
class TailTest {

  private static final String LINE =
      "{\"id\":\"1 } \\\" { \\\\\",\"data\":{\"a\":[1,true,{\"ü\":null}]}}\n";
  private static final String INDENTED =
      """
      {
        "id" : "1 } \\" {",
        "data" : {
          "a" : [ 1, true ],
          "b" : {
            "ü" : null
          }
        }
      }
      """;

  @TempDir Path folder;

  private Tail tail(String content) throws IOException {
    return tail(content.getBytes(UTF_8));
  }

  private Tail tail(byte[] content) throws IOException {
    Path file = folder.resolve("file");
    Files.write(file, content);
    try (FileChannel channel = FileChannel.open(file)) {
      return Tail.of(channel, content.length);
    }
  }

  private static Tail complete(String content) {
    return new Tail(content.getBytes(UTF_8).length, false);
  }

  static List<String> records() {
    Presentation indented = new Presentation(true, null, null);
    return List.of(
        LINE, INDENTED, Events.text(1, Presentation.PLAIN) + "\n", Events.text(1, indented) + "\n");
  }

  @ParameterizedTest
  @MethodSource("records")
  void cutsARecordTornAtAnyByteAndNothingElse(String record) throws IOException {
    for (String before : new String[] {"", LINE + INDENTED}) {
      byte[] whole = (before + record).getBytes(UTF_8);
      long start = complete(before).end();
      for (int size = (int) start; size < whole.length - 1; size++) {
        assertThat(tail(Arrays.copyOf(whole, size))).isEqualTo(new Tail(start, false));
      }
      assertThat(tail(Arrays.copyOf(whole, whole.length - 1)))
          .as("only the line feed is missing")
          .isEqualTo(new Tail(whole.length - 1, true));
      assertThat(tail(whole)).isEqualTo(new Tail(whole.length, false));
    }
  }

  @Test
  void leavesWhatIsNotARecordAlone() throws IOException {
    for (String foreign :
        new String[] {
          "# written by hand\n", "\n", "\n\n", "  indented\n", "}\n", "{ brace of a text\n", " {\n"
        }) {
      assertThat(tail(LINE + foreign)).isEqualTo(complete(LINE + foreign));
    }
    assertThat(tail("{ brace\n  more").lineFeedMissing()).isTrue();
  }

  @Test
  void endsALineThatSomebodyElseDidNot() throws IOException {
    for (String foreign : new String[] {"plain text", "[1,2]", "{\"a\":1}", "42", "{} {"}) {
      long size = complete(LINE + foreign).end();
      assertThat(tail(LINE + foreign)).isEqualTo(new Tail(size, true));
    }
  }

  @Test
  void cutsZerosLeftByAPowerCut() throws IOException {
    assertThat(tail(LINE + "\0\0\0\0")).isEqualTo(complete(LINE));
    assertThat(tail(LINE + "{\"id\":\"2\0\0")).isEqualTo(complete(LINE));
    assertThat(tail("\0\0")).isEqualTo(complete(""));
  }

  @Test
  void looksBackOverMoreThanOneBlock() throws IOException {
    String large = "{\"data\":\"" + "x".repeat(200_000) + "\"}\n";
    assertThat(tail(LINE + large)).isEqualTo(complete(LINE + large));
    assertThat(tail(LINE + large.substring(0, 150_000))).isEqualTo(complete(LINE));
  }
}
