package dev.emitter.log.disk;

import java.io.IOException;
import java.util.Arrays;

/** Some bytes of a segment in a row. Not thread-safe. */
final class Window {

  private static final byte[] ZEROS = new byte[BlockCache.BLOCK];

  private final BlockCache blocks;
  private final Segment segment;
  private byte[] bytes = new byte[0];
  private long from;
  private int length;

  Window(BlockCache blocks, Segment segment) {
    this.blocks = blocks;
    this.segment = segment;
  }

  byte[] bytes() {
    return bytes;
  }

  /** Returns where in the array a place of the file is. */
  int at(long offset) {
    return (int) (offset - from);
  }

  /** Returns how many bytes are loaded from a place on. */
  int loaded(long offset) {
    return (int) (from + length - offset);
  }

  /** Returns how many of the bytes loaded from a place on are zero before one is not. */
  int blanks(long offset) {
    int at = at(offset);
    int most = Math.min(loaded(offset), ZEROS.length);
    int other = Arrays.mismatch(bytes, at, at + most, ZEROS, 0, most);
    return other < 0 ? most : other;
  }

  /** Loads bytes, at least as many as asked for; returns whether there are so many. */
  boolean load(long offset, int needed) throws IOException {
    if (offset >= from && needed <= from + length - offset) {
      return true;
    }
    if (offset + needed > segment.end()) {
      return false;
    }
    long number = offset / BlockCache.BLOCK;
    BlockCache.Block block = blocks.get(segment, number);
    long start = number * BlockCache.BLOCK;
    if (offset + needed <= start + block.length()) {
      show(block.bytes(), start, block.length());
      return true;
    }
    return assemble(offset, needed);
  }

  private boolean assemble(long offset, int needed) throws IOException {
    byte[] whole = new byte[needed];
    int filled = 0;
    while (filled < needed) {
      long at = offset + filled;
      BlockCache.Block block = blocks.get(segment, at / BlockCache.BLOCK);
      int within = (int) (at % BlockCache.BLOCK);
      int part = Math.min(needed - filled, block.length() - within);
      if (part <= 0) {
        return false;
      }
      System.arraycopy(block.bytes(), within, whole, filled, part);
      filled += part;
    }
    show(whole, offset, needed);
    return true;
  }

  private void show(byte[] shown, long start, int size) {
    bytes = shown;
    from = start;
    length = size;
  }
}
