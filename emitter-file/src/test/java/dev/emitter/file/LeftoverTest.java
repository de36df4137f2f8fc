package dev.emitter.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("C3")
class LeftoverTest {

  /** A batch that began at 4: one chunk of 3 bytes was written, the next was to be "klmn". */
  private static final Leftover LEFTOVER =
      new Leftover("identity", 4, 7, ByteBuffer.wrap("klmn".getBytes(UTF_8)));

  @TempDir Path folder;

  private boolean isEndOf(String content) throws IOException {
    Path file = Files.writeString(folder.resolve("file"), content);
    try (FileChannel channel = FileChannel.open(file)) {
      return LEFTOVER.isEndOf(channel, content.length());
    }
  }

  @Test
  void isTheEndHoweverMuchOfTheLastChunkWasWritten() throws IOException {
    for (String content : new String[] {"0123abc", "0123abck", "0123abckl", "0123abcklmn"}) {
      assertThat(isEndOf(content)).isTrue();
    }
  }

  @Test
  void isNotTheEndOnceSomebodyElseWroteOrCut() throws IOException {
    for (String content : new String[] {"", "0123", "0123ab", "0123abcx", "0123abcklmn{}"}) {
      assertThat(isEndOf(content)).isFalse();
    }
  }
}
