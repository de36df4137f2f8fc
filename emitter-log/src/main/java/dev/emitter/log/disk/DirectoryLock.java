package dev.emitter.log.disk;

import dev.emitter.log.EventLogException;
import dev.emitter.problem.Loggers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;

/**
 * Makes one log in one process the owner of a directory. The operating system holds the lock and
 * lets it go when the process ends, however it ends; the file only says who owns it. Thread-safe.
 */
final class DirectoryLock implements AutoCloseable {

  static final String NAME = "log.lock";

  private static final Logger LOG = Loggers.of(DiskEventLog.class);
  private static final int MOST_BYTES = 1_000;

  /** A file may be opened once in a process: closing any channel on it would end the lock. */
  private static final Set<Path> OWNED = ConcurrentHashMap.newKeySet();

  private final Path directory;
  private final FileChannel channel;

  private DirectoryLock(Path directory, FileChannel channel) {
    this.directory = directory;
    this.channel = channel;
  }

  /**
   * Takes a directory.
   *
   * @param directory its real path
   * @throws EventLogException if it belongs to another log, naming the process
   */
  static DirectoryLock take(Path directory, FilePermissions permissions) throws IOException {
    return take(directory, () -> lock(directory, permissions));
  }

  /**
   * Keeps others from writing to a directory, without writing there. Several may do so at once.
   *
   * @param directory its real path
   * @throws EventLogException if it belongs to another log, naming the process
   */
  static DirectoryLock share(Path directory) throws IOException {
    return take(directory, () -> sharedLock(directory));
  }

  private interface Locking {
    FileChannel lock() throws IOException;
  }

  private static DirectoryLock take(Path directory, Locking locking) throws IOException {
    if (!OWNED.add(directory)) {
      throw taken(directory, "another log of this process (pid " + pid() + ")");
    }
    boolean interrupted = Thread.interrupted();
    boolean locked = false;
    try {
      DirectoryLock lock = new DirectoryLock(directory, locking.lock());
      locked = true;
      return lock;
    } finally {
      if (!locked) {
        OWNED.remove(directory);
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static FileChannel lock(Path directory, FilePermissions permissions) throws IOException {
    FileChannel channel =
        permissions.openOrCreate(
            directory.resolve(NAME), StandardOpenOption.READ, StandardOpenOption.WRITE);
    lock(channel, directory, false);
    nameOwner(channel);
    return channel;
  }

  private static FileChannel sharedLock(Path directory) throws IOException {
    FileChannel channel = FileChannel.open(directory.resolve(NAME), StandardOpenOption.READ);
    lock(channel, directory, true);
    return channel;
  }

  /** Locks the file, or closes it. */
  private static void lock(FileChannel channel, Path directory, boolean shared) throws IOException {
    boolean locked = false;
    try {
      FileLock lock = channel.tryLock(0, Long.MAX_VALUE, shared);
      if (lock == null) {
        throw taken(directory, owner(channel));
      }
      locked = true;
    } finally {
      if (!locked) {
        channel.close();
      }
    }
  }

  private static EventLogException taken(Path directory, String owner) {
    return new EventLogException(
        directory
            + " belongs to "
            + owner
            + ". One log owns a directory: close the other one, or use another directory");
  }

  private static String owner(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(MOST_BYTES);
    channel.read(bytes, 0);
    String text = StandardCharsets.UTF_8.decode(bytes.flip()).toString().strip();
    return text.isEmpty() ? "another process" : text;
  }

  /** On a full disk the lock holds all the same. */
  private static void nameOwner(FileChannel channel) {
    try {
      ByteBuffer text = StandardCharsets.UTF_8.encode(self() + "\n");
      channel.truncate(0);
      channel.write(text, 0);
    } catch (IOException e) {
      LOG.debug("the lock does not say who owns it: {}", e.toString());
    }
  }

  private static String self() {
    ProcessHandle.Info info = ProcessHandle.current().info();
    String started = info.startInstant().map(Instant::toString).orElse("at an unknown time");
    String command = info.command().orElse("an unknown command");
    return "process " + pid() + ", started " + started + ", " + command;
  }

  private static long pid() {
    return ProcessHandle.current().pid();
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.warn("cannot let go of {}: {}", directory, e.toString());
    } finally {
      OWNED.remove(directory);
    }
  }
}
