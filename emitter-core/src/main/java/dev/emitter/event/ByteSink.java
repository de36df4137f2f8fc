package dev.emitter.event;

/**
 * Takes bytes in two rounds: the first counts them, the second fills an array of exactly that size.
 * So no form of an event ever takes more memory than it needs.
 */
final class ByteSink {

  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };
  private static final byte[] NONE = {};

  /** Writes the same bytes each time it is called. */
  @FunctionalInterface
  interface Source {
    void writeTo(ByteSink sink);
  }

  private final byte[] target;
  private final boolean counting;
  private int size;

  private ByteSink(byte[] target, boolean counting) {
    this.target = target;
    this.counting = counting;
  }

  /** Returns how many bytes the source writes. */
  static int count(Source source) {
    ByteSink sink = new ByteSink(NONE, true);
    source.writeTo(sink);
    return sink.size;
  }

  /** Returns the bytes that the source writes. */
  static byte[] collect(Source source) {
    ByteSink sink = new ByteSink(new byte[count(source)], false);
    source.writeTo(sink);
    return sink.target;
  }

  void write(int one) {
    if (!counting) {
      target[size] = (byte) one;
    }
    size = Math.addExact(size, 1);
  }

  void write(byte[] bytes, int from, int to) {
    if (!counting) {
      System.arraycopy(bytes, from, target, size, to - from);
    }
    size = Math.addExact(size, to - from);
  }

  void write(byte[] bytes) {
    write(bytes, 0, bytes.length);
  }

  /** Writes a character of the basic plane as a JSON escape of six bytes. */
  void writeEscape(int character) {
    write('\\');
    write('u');
    for (int shift = 12; shift >= 0; shift -= 4) {
      write(HEX[character >> shift & 0xF]);
    }
  }
}
