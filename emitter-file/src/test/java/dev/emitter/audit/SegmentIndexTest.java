package dev.emitter.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.audit.SegmentIndex.Mark;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An index says less after a crash, never something wrong. */
@Tag("C2")
final class SegmentIndexTest {

  private static final Mark FIRST = new Mark(1, Instant.EPOCH, 0);
  private static final Mark SECOND = new Mark(1001, Instant.EPOCH, 50_000);

  @TempDir Path folder;

  /** Zeros before other bytes look like UTF-32 to a reader of JSON. */
  @Test
  void endsBeforeTheZerosThatAPowerCutHasLeft() throws IOException {
    SegmentFile segment = SegmentFile.plain(folder, 1);
    for (int zeros = 0; zeros <= SECOND.line().length; zeros++) {
      byte[] damaged = SECOND.line();
      Arrays.fill(damaged, 0, zeros, (byte) 0);
      ByteArrayOutputStream index = new ByteArrayOutputStream();
      index.write(FIRST.line());
      index.write(damaged);
      Files.write(segment.index(), index.toByteArray());
      assertThat(SegmentIndex.read(segment)).startsWith(FIRST).hasSize(zeros == 0 ? 2 : 1);
    }
  }
}
