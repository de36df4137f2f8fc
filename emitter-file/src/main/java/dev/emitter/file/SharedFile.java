package dev.emitter.file;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The one writer of a file in this process; all emitters that name the file share it. Opens the
 * file anew when it was moved away, deleted, or closed by an interrupt. Thread-safe.
 */
final class SharedFile {

  private final Path path;
  private final ReentrantLock turn = new ReentrantLock();
  private final RecordBuffer buffer = new RecordBuffer();
  private @Nullable RecordFile file;

  SharedFile(Path path) {
    this.path = path;
  }

  Path path() {
    return path;
  }

  /**
   * Appends a batch, whole or not at all. An interrupt neither stops this nor is lost: it is set
   * again at the end.
   */
  void append(Batch batch, PathScope scope) throws IOException {
    turn.lock();
    boolean interrupted = Thread.interrupted();
    try {
      while (!appended(batch, scope)) {
        interrupted |= Thread.interrupted();
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      turn.unlock();
    }
  }

  /** Reads a file. */
  @FunctionalInterface
  interface Reading<T> {
    T of(FileChannel file) throws IOException;
  }

  /** Reads the file, which exists, while nobody of this process appends to it. */
  <T> T read(PathScope scope, Reading<T> reading) throws IOException {
    turn.lock();
    try {
      if (file instanceof RegularFile open && open.isCurrent()) {
        return reading.of(open.reader()); // to close another one would end locks of the process
      }
      try (FileChannel reader = scope.open(path, Set.of(StandardOpenOption.READ))) {
        return reading.of(reader);
      }
    } finally {
      turn.unlock();
    }
  }

  /** Cuts what a crash has left at the end of the file, which exists, for good. */
  void cut(long end, PathScope scope) throws IOException {
    turn.lock();
    try {
      if (current(scope) instanceof RegularFile regular) {
        regular.cut(end);
      }
    } finally {
      turn.unlock();
    }
  }

  /** Cuts a record that a crash has torn at the end of the file, which exists. */
  void mend(PathScope scope) throws IOException {
    turn.lock();
    try {
      if (current(scope) instanceof RegularFile regular) {
        regular.mend();
      }
    } finally {
      turn.unlock();
    }
  }

  /** Returns false when an interrupt closed the file. */
  private boolean appended(Batch batch, PathScope scope) throws IOException {
    try {
      current(scope).append(batch);
      return true;
    } catch (ClosedByInterruptException e) {
      return false;
    }
  }

  private RecordFile current(PathScope scope) throws IOException {
    RecordFile before = file;
    if (before != null && before.isCurrent()) {
      return before;
    }
    Leftover leftover = null;
    if (before != null) {
      before.close();
      leftover = before.leftover();
    }
    NamedPipe.refuse(path);
    RecordFile opened =
        AnyPath.isDevice(path)
            ? Device.open(path, scope, buffer)
            : RegularFile.open(path, scope, buffer, leftover);
    file = opened;
    return opened;
  }

  /** Closes the file: after the write under way, or in the middle of it when time is up. */
  void close(Duration grace) {
    boolean waited = awaitTurn(grace);
    try {
      RecordFile open = file;
      if (open != null) {
        open.close();
      }
    } finally {
      if (waited) {
        turn.unlock();
      }
    }
  }

  private boolean awaitTurn(Duration grace) {
    try {
      return turn.tryLock() || turn.tryLock(grace.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
