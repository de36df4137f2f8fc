package dev.emitter.benchmarks.append;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The floor: a file that is written from front to end, again and again, without any log around it.
 * If each group is forced, it is filled with zeros beforehand, as the log's segments are; otherwise
 * it begins empty each time, as they do then. Not thread-safe.
 */
public final class RawFile implements GroupCommit.Target {

  private static final int SIZE = 512 << 20;
  private static final int MOST = 1 << 20;

  private final FileChannel channel;
  private final byte[] record;
  private final boolean forced;
  private final ByteBuffer batch = ByteBuffer.allocateDirect(MOST);
  private long end;

  private RawFile(FileChannel channel, byte[] record, boolean forced) {
    this.channel = channel;
    this.record = record;
    this.forced = forced;
  }

  /**
   * Makes a file.
   *
   * @param recordBytes the size of a record
   * @param forced whether a record is on the disk when it is answered
   */
  public static RawFile create(Path directory, int recordBytes, boolean forced) throws IOException {
    FileChannel channel =
        FileChannel.open(
            directory.resolve("raw"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    if (forced) {
      fill(channel);
    }
    return new RawFile(channel, new byte[recordBytes], forced);
  }

  private static void fill(FileChannel channel) throws IOException {
    ByteBuffer zeros = ByteBuffer.allocateDirect(MOST);
    for (int at = 0; at < SIZE; at += MOST) {
      channel.write(zeros.clear(), at);
    }
    channel.force(true);
  }

  @Override
  public void write(int records) throws IOException {
    for (int i = 0; i < records; i++) {
      if (batch.remaining() < record.length) {
        drain();
      }
      batch.put(record);
    }
    drain();
  }

  private void drain() throws IOException {
    batch.flip();
    if (end + batch.remaining() > SIZE) {
      end = 0;
      channel.truncate(forced ? SIZE : 0);
    }
    while (batch.hasRemaining()) {
      end += channel.write(batch, end);
    }
    if (forced) {
      channel.force(false);
    }
    batch.clear();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
