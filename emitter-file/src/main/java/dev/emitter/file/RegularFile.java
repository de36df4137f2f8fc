package dev.emitter.file;

import dev.emitter.problem.Loggers;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * A file on disk, open for appending. Whatever happens, it ends with a whole record and a line feed
 * before the next batch is written. A lock keeps other processes that heed it away meanwhile.
 */
final class RegularFile implements RecordFile {

  private static final Logger LOG = Loggers.of(RegularFile.class);

  private final Path path;
  private final OpenPair open;
  private final RecordBuffer buffer;
  private final CountDownLatch closed = new CountDownLatch(1);
  private @Nullable Leftover leftover;

  /** Where the last batch ended: beyond it, or short of it, somebody else was at work. */
  private long end = -1;

  private RegularFile(Path path, OpenPair open, RecordBuffer buffer, @Nullable Leftover leftover) {
    this.path = path;
    this.open = open;
    this.buffer = buffer;
    this.leftover = leftover;
  }

  /**
   * Opens a file, or makes it.
   *
   * @param leftover what a failed batch left in the file that was at this path, or null
   */
  static RegularFile open(
      Path path, PathScope scope, RecordBuffer buffer, @Nullable Leftover leftover)
      throws IOException {
    OpenPair open = OpenPair.open(path, scope);
    boolean same = leftover != null && leftover.identity().equals(open.identity());
    return new RegularFile(path, open, buffer, same ? leftover : null);
  }

  @Override
  public void append(Batch batch) throws IOException {
    ProcessLock lock = ProcessLock.of(open.appender(), closed);
    try {
      takeBackLeftover();
      boolean lineFeedMissing = open.size() != end && mendTail();
      write(batch, lineFeedMissing);
    } finally {
      lock.release();
    }
  }

  /** Cuts a torn record at the end, as the next batch would. */
  void mend() throws IOException {
    ProcessLock lock = ProcessLock.of(open.appender(), closed);
    try {
      takeBackLeftover();
      boolean unused = mendTail();
    } finally {
      lock.release();
    }
  }

  /**
   * Cuts what a crash has left, and returns once a power cut would not bring it back: it is noted
   * that it is not there.
   */
  void cut(long from) throws IOException {
    ProcessLock lock = ProcessLock.of(open.appender(), closed);
    try {
      long cut = open.size() - from;
      open.appender().truncate(from);
      open.appender().force(true);
      LOG.warn("{}: cut {} bytes at its end that a power cut had left of a batch", path, cut);
    } finally {
      lock.release();
    }
  }

  private void write(Batch batch, boolean lineFeedFirst) throws IOException {
    long start = open.size();
    batch.note().begin(path, open.identity(), lineFeedFirst ? start + 1 : start);
    try {
      buffer.write(batch.records(), lineFeedFirst, open.appender());
      if (batch.fsync() == Fsync.BATCH) {
        open.appender().force(false);
      }
      end = start + buffer.done();
      batch.note().done();
    } catch (IOException e) {
      leftover = new Leftover(open.identity(), start, start + buffer.done(), buffer.unfinished());
      takeBackAfter(e);
      if (leftover == null) {
        batch.note().failed();
      }
      throw e;
    }
  }

  private void takeBackAfter(IOException failure) {
    try {
      takeBackLeftover();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  private void takeBackLeftover() throws IOException {
    if (leftover != null) {
      if (leftover.isEndOf(open.reader(), open.size())) {
        open.appender().truncate(leftover.start());
      }
      leftover = null;
    }
  }

  /** Cuts a torn record; returns whether the last line has to be ended. */
  private boolean mendTail() throws IOException {
    long size = open.size();
    Tail tail = Tail.of(open.reader(), size);
    if (tail.end() < size) {
      open.appender().truncate(tail.end());
      LOG.warn("{}: cut an incomplete record of {} bytes at its end", path, size - tail.end());
    }
    return tail.lineFeedMissing();
  }

  @Override
  public boolean isCurrent() {
    return open.isOpen() && open.identity().equals(Identity.of(path));
  }

  /** Returns what reads the file; it is closed with this. */
  FileChannel reader() {
    return open.reader();
  }

  @Override
  public @Nullable Leftover leftover() {
    return leftover;
  }

  @Override
  public void close() {
    if (leftover != null && open.isOpen()) {
      takeBackAfter(new IOException("closing"));
    }
    open.close();
    closed.countDown();
  }
}
