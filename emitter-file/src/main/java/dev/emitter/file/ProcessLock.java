package dev.emitter.file;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.FileLockInterruptionException;
import java.nio.channels.OverlappingFileLockException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps other processes that heed locks away from a file. It is asked for again and again rather
 * than waited for in the system, which tells nobody of a wait without end and may see a deadlock
 * where there is none.
 */
final class ProcessLock {

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);
  private static final long FIRST_PAUSE_MILLIS = 1;
  private static final long LONGEST_PAUSE_MILLIS = 16;

  /** ENOLCK, ENOSYS, EOPNOTSUPP and, of locks, EINVAL: there is nothing but their words. */
  private static final List<String> UNSUPPORTED =
      List.of("no locks available", "not implemented", "not supported", "invalid argument");

  /** EDEADLK: the system found two processes waiting for each other, rightly or not. */
  private static final List<String> DEADLOCK = List.of("deadlock");

  private static final ProcessLock NONE = new ProcessLock(null);

  private final @Nullable FileLock lock;

  private ProcessLock(@Nullable FileLock lock) {
    this.lock = lock;
  }

  /** Asks for a lock once. */
  interface Attempt {

    /** Returns the lock, or null while another process has it. */
    @Nullable FileLock tryLock() throws IOException;
  }

  /**
   * Takes the lock of a file; where its file system has no locks, only this process's emitters take
   * turns.
   *
   * @param closed ends the pause between two attempts once the file is closed
   * @throws LockedException if it cannot be had within two seconds
   */
  static ProcessLock of(FileChannel file, CountDownLatch closed) throws IOException {
    return take(file::tryLock, LONGEST_WAIT, closed);
  }

  static ProcessLock take(Attempt attempt, Duration longest, CountDownLatch closed)
      throws IOException {
    long started = System.nanoTime();
    long pause = FIRST_PAUSE_MILLIS;
    ProcessLock taken = attempted(attempt);
    while (taken == null) {
      if (System.nanoTime() - started >= longest.toNanos()) {
        throw LockedException.byAnotherProgram(longest);
      }
      pause(pause, closed);
      pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
      taken = attempted(attempt);
    }
    return taken;
  }

  /** Returns null when it is worth another attempt. */
  private static @Nullable ProcessLock attempted(Attempt attempt) throws IOException {
    try {
      FileLock lock = attempt.tryLock();
      return lock == null ? null : new ProcessLock(lock);
    } catch (OverlappingFileLockException e) {
      throw LockedException.byThisProcess(e);
    } catch (IOException e) {
      if (says(e, UNSUPPORTED)) {
        return NONE;
      }
      if (says(e, DEADLOCK)) {
        return null;
      }
      throw e;
    }
  }

  private static boolean says(IOException failure, List<String> words) {
    String lower = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
    return words.stream().anyMatch(lower::contains);
  }

  private static void pause(long millis, CountDownLatch closed) throws IOException {
    try {
      if (closed.await(millis, TimeUnit.MILLISECONDS)) {
        throw new ClosedChannelException();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FileLockInterruptionException();
    }
  }

  /** Returns whether there is a lock; false where the file system has none. */
  boolean isHeld() {
    return lock != null && lock.isValid();
  }

  /** Gives the lock back, unless the file was closed meanwhile. */
  void release() throws IOException {
    if (lock != null && lock.acquiredBy().isOpen()) {
      lock.release();
    }
  }
}
