package dev.emitter.file;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Reads single bytes of a file anywhere, a block at a time. Not thread-safe. */
final class ByteWindow {

  private static final int BLOCK = 1 << 15;

  private final FileChannel file;
  private final ByteBuffer block = ByteBuffer.allocate(BLOCK).limit(0);
  private long start;

  ByteWindow(FileChannel file) {
    this.file = file;
  }

  /** Returns the byte at a position; fails when the file has become shorter. */
  byte at(long position) throws IOException {
    if (position < start || position >= start + block.limit()) {
      load(position - position % BLOCK);
    }
    int index = (int) (position - start);
    if (index >= block.limit()) {
      throw new EOFException("the file was cut by another program while it was read");
    }
    return block.get(index);
  }

  private void load(long from) throws IOException {
    start = from;
    block.clear();
    int read = 0;
    while (block.hasRemaining() && read >= 0) {
      read = file.read(block, from + block.position());
    }
    block.flip();
  }
}
