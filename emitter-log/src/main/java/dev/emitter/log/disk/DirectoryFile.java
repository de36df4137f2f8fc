package dev.emitter.log.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * A file reached through a {@link FileChannel}. Such a channel closes for good when a thread that
 * uses it is interrupted: it is opened again then, the operation is finished, and the thread stays
 * interrupted. Thread-safe.
 */
final class DirectoryFile implements StorageFile {

  private static final Set<OpenOption> TO_READ = Set.of(StandardOpenOption.READ);
  private static final Set<OpenOption> TO_WRITE =
      Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE);

  private final Path path;
  private final Set<OpenOption> options;
  private volatile FileChannel channel;
  private volatile boolean closed;

  DirectoryFile(Path path, FileChannel channel) {
    this(path, channel, TO_WRITE);
  }

  private DirectoryFile(Path path, FileChannel channel, Set<OpenOption> options) {
    this.path = path;
    this.channel = channel;
    this.options = options;
  }

  /** Returns a file that is open to be read alone. */
  static DirectoryFile toRead(Path path, FileChannel channel) {
    return new DirectoryFile(path, channel, TO_READ);
  }

  private interface Operation<T> {
    T on(FileChannel channel) throws IOException;
  }

  @Override
  public int read(ByteBuffer target, long position) throws IOException {
    int from = target.position();
    while (target.hasRemaining()) {
      int read = run(open -> open.read(target, position + target.position() - from));
      if (read < 0) {
        break;
      }
    }
    return target.position() - from;
  }

  @Override
  public void write(ByteBuffer source, long position) throws IOException {
    int from = source.position();
    while (source.hasRemaining()) {
      run(open -> open.write(source, position + source.position() - from));
    }
  }

  @Override
  public void sync() throws IOException {
    run(
        open -> {
          open.force(false);
          return true;
        });
  }

  @Override
  public long size() throws IOException {
    return run(FileChannel::size);
  }

  @Override
  public void truncate(long size) throws IOException {
    run(open -> open.truncate(size));
  }

  private <T> T run(Operation<T> operation) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        FileChannel open = channel;
        try {
          return operation.on(open);
        } catch (ClosedChannelException e) {
          interrupted |= Thread.interrupted();
          reopen(open, e);
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private synchronized void reopen(FileChannel broken, ClosedChannelException e)
      throws IOException {
    if (closed && !(e instanceof AsynchronousCloseException && channel.isOpen())) {
      throw e;
    }
    if (channel == broken) {
      channel = FileChannel.open(path, options);
    }
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    channel.close();
  }
}
