package dev.emitter.file;

import dev.emitter.event.Payload;
import dev.emitter.storage.ByteGatherer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.List;

/**
 * Gathers records into chunks, each given to the file in one write: a usual batch is one chunk.
 * Reused from batch to batch. Not thread-safe.
 */
final class RecordBuffer extends ByteGatherer {

  private static final int CHUNK = 1 << 20;

  private long done;

  /**
   * Writes records, each ended by a line feed.
   *
   * @param lineFeedFirst whether the line before them has to be ended
   */
  void write(List<Payload> records, boolean lineFeedFirst, WritableByteChannel file)
      throws IOException {
    done = 0;
    resetAndShrink();
    if (lineFeedFirst) {
      write('\n');
    }
    for (Payload one : records) {
      if (size() > 0 && size() + (long) one.size() >= CHUNK) {
        writeChunk(file);
      }
      one.writeTo(this);
      write('\n');
    }
    writeChunk(file);
  }

  private void writeChunk(WritableByteChannel file) throws IOException {
    int count = size();
    for (int from = 0; from < count; ) {
      from += file.write(ByteBuffer.wrap(array(), from, Math.min(CHUNK, count - from)));
    }
    done += count;
    reset();
  }

  /** Returns how many bytes of the batch are written in whole chunks. */
  long done() {
    return done;
  }

  /** Returns a copy of the chunk that was being written when a write failed. */
  ByteBuffer unfinished() {
    return ByteBuffer.wrap(toByteArray()).asReadOnlyBuffer();
  }
}
