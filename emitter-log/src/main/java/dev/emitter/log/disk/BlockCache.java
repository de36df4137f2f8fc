package dev.emitter.log.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads segments in blocks and keeps those used last, so that emitters that are behind share what
 * is read and never read event by event. Thread-safe.
 */
final class BlockCache {

  static final int BLOCK = 1 << 17;

  private final SegmentFiles files;
  private final int most;
  private final int patience;
  private final Map<Key, Block> blocks = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<Key, Integer> failures = new HashMap<>();

  private record Key(Segment segment, long number) {}

  /** Some bytes of a segment; nobody changes them. */
  static final class Block {
    private final byte[] bytes;
    private final int length;

    Block(byte[] bytes, int length) {
      this.bytes = bytes;
      this.length = length;
    }

    byte[] bytes() {
      return bytes;
    }

    int length() {
      return length;
    }
  }

  /**
   * Creates an empty cache.
   *
   * @param most how many blocks it keeps
   * @param patience how often reading a block may fail before the block counts as damaged
   */
  BlockCache(SegmentFiles files, int most, int patience) {
    this.files = files;
    this.most = most;
    this.patience = patience;
  }

  /** Returns a block as far as readers may see it. */
  Block get(Segment segment, long number) throws IOException {
    Key key = new Key(segment, number);
    Block cached = cached(key);
    if (cached != null) {
      return cached;
    }
    boolean sealed = segment.isSealed();
    long from = number * BLOCK;
    long visible = Math.min(BLOCK, segment.end() - from);
    if (visible <= 0) {
      return new Block(new byte[0], 0);
    }
    Block block = load(key, new byte[(int) visible]);
    if (sealed || visible == BLOCK) {
      keep(key, block);
    }
    return block;
  }

  private Block load(Key key, byte[] bytes) throws IOException {
    try {
      int read = files.read(key.segment(), ByteBuffer.wrap(bytes), key.number() * BLOCK);
      return new Block(bytes, read);
    } catch (IOException e) {
      if (isHopeless(key)) {
        return new Block(new byte[bytes.length], bytes.length);
      }
      throw e;
    }
  }

  /** What cannot be read however often it is tried counts as damaged, or nobody could go on. */
  private synchronized boolean isHopeless(Key key) {
    return failures.merge(key, 1, Integer::sum) > patience;
  }

  private synchronized @Nullable Block cached(Key key) {
    return blocks.get(key);
  }

  private synchronized void keep(Key key, Block block) {
    blocks.put(key, block);
    if (blocks.size() > most) {
      blocks.remove(blocks.keySet().iterator().next());
    }
  }
}
