package dev.emitter.benchmarks.append;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The floor of what begins a new file now and then, as a log must: each file is filled with zeros
 * while the one before is written to, in the background, so each byte is written twice. Not
 * thread-safe.
 */
public final class RolledFiles implements GroupCommit.Target {

  private static final int SIZE = 64 << 20;
  private static final int MOST = 1 << 20;

  private final Path directory;
  private final byte[] record;
  private final ByteBuffer batch = ByteBuffer.allocateDirect(MOST);
  private int number;
  private FileChannel channel;
  private CompletableFuture<FileChannel> next;
  private long end;

  private RolledFiles(Path directory, byte[] record) throws IOException {
    this.directory = directory;
    this.record = record;
    this.channel = create(0);
    this.next = ahead(1);
  }

  /**
   * Makes the first file and begins to make the next.
   *
   * @param recordBytes the size of a record
   */
  public static RolledFiles create(Path directory, int recordBytes) throws IOException {
    return new RolledFiles(directory, new byte[recordBytes]);
  }

  private FileChannel create(int file) throws IOException {
    FileChannel made =
        FileChannel.open(
            directory.resolve("raw-" + file),
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE);
    ByteBuffer zeros = ByteBuffer.allocateDirect(MOST);
    for (int at = 0; at < SIZE; at += MOST) {
      made.write(zeros.clear(), at);
    }
    made.force(true);
    return made;
  }

  private CompletableFuture<FileChannel> ahead(int file) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return create(file);
          } catch (IOException e) {
            throw new CompletionException(e);
          }
        });
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
      roll();
    }
    while (batch.hasRemaining()) {
      end += channel.write(batch, end);
    }
    channel.force(false);
    batch.clear();
  }

  private void roll() throws IOException {
    channel.close();
    channel = next.join();
    number++;
    end = 0;
    try (FileChannel folder = FileChannel.open(directory, StandardOpenOption.READ)) {
      folder.force(true);
    }
    next = ahead(number + 1);
  }

  @Override
  public void close() throws IOException {
    channel.close();
    next.join().close();
  }
}
