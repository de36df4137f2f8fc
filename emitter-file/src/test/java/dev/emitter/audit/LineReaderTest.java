package dev.emitter.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineReaderTest {

  /** Bytes that differ from a line feed by one bit, by one, or by the sign. */
  private static final byte[] BYTES = {'\n', 0x0B, 0x09, 0x0E, 0x00, 0x01, (byte) 0x8A, -1, 'x'};

  @Test
  void findsEachLineFeedWhateverIsAround() throws IOException {
    Random random = new Random(7);
    for (int round = 0; round < 2_000; round++) {
      byte[] bytes = new byte[random.nextInt(200)];
      int kinds = 1 + random.nextInt(BYTES.length);
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = BYTES[BYTES.length - 1 - random.nextInt(kinds)];
        bytes[i] = random.nextInt(12) == 0 ? (byte) '\n' : bytes[i];
      }
      assertThat(lines(new ByteArrayInputStream(bytes))).isEqualTo(expected(bytes));
      assertThat(lines(new Trickle(bytes, random))).isEqualTo(expected(bytes));
    }
  }

  private static List<String> lines(InputStream in) throws IOException {
    List<String> lines = new ArrayList<>();
    try (LineReader reader = new LineReader(in, 0)) {
      while (reader.next()) {
        byte[] line = Arrays.copyOfRange(reader.bytes(), reader.from(), reader.to());
        lines.add(reader.offset() + Arrays.toString(line) + reader.isEnded());
      }
    }
    return lines;
  }

  private static List<String> expected(byte[] bytes) {
    List<String> lines = new ArrayList<>();
    int from = 0;
    for (int at = 0; at < bytes.length; at++) {
      if (bytes[at] == '\n') {
        lines.add(from + Arrays.toString(Arrays.copyOfRange(bytes, from, at)) + true);
        from = at + 1;
      }
    }
    if (from < bytes.length) {
      lines.add(from + Arrays.toString(Arrays.copyOfRange(bytes, from, bytes.length)) + false);
    }
    return lines;
  }

  /** Gives a few bytes at a time. */
  private static final class Trickle extends ByteArrayInputStream {

    private final Random random;

    Trickle(byte[] bytes, Random random) {
      super(bytes);
      this.random = random;
    }

    @Override
    public synchronized int read(byte[] to, int offset, int length) {
      return super.read(to, offset, Math.min(length, 1 + random.nextInt(9)));
    }
  }
}
