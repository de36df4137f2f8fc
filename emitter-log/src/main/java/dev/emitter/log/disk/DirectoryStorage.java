package dev.emitter.log.disk;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/** The files of a real directory. Thread-safe. */
public final class DirectoryStorage implements Storage {

  private final Path directory;

  private DirectoryStorage(Path directory) {
    this.directory = directory;
  }

  /**
   * Returns the files of a directory, which is made if it does not exist.
   *
   * @throws IOException if it cannot be made
   */
  public static DirectoryStorage of(Path directory) throws IOException {
    Path absolute = directory.toAbsolutePath();
    boolean isNew = !Files.isDirectory(absolute);
    if (isNew) {
      Files.createDirectories(absolute);
    }
    DirectoryStorage storage = new DirectoryStorage(absolute.toRealPath());
    Path parent = storage.directory.getParent();
    if (isNew && parent != null) {
      sync(parent);
    }
    return storage;
  }

  /** Returns the directory. */
  Path directory() {
    return directory;
  }

  @Override
  public List<String> list() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> String.valueOf(file.getFileName()))
          .toList();
    }
  }

  @Override
  public StorageFile open(String name) throws IOException {
    return open(name, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  @Override
  public StorageFile create(String name) throws IOException {
    return open(
        name, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
  }

  private StorageFile open(String name, OpenOption... options) throws IOException {
    Path path = directory.resolve(name);
    return new DirectoryFile(path, FileChannel.open(path, options));
  }

  @Override
  public void rename(String from, String to) throws IOException {
    Files.move(
        directory.resolve(from),
        directory.resolve(to),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void delete(String name) throws IOException {
    Files.deleteIfExists(directory.resolve(name));
  }

  @Override
  public void syncDirectory() throws IOException {
    sync(directory);
  }

  /** Where directories cannot be opened (Windows), their entries need no sync. */
  private static void sync(Path directory) throws IOException {
    if (directory.getFileSystem().getSeparator().equals("\\")) {
      return;
    }
    boolean interrupted = Thread.interrupted();
    try {
      while (!synced(directory)) {
        interrupted |= Thread.interrupted();
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static boolean synced(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
      return true;
    } catch (ClosedByInterruptException e) {
      return false;
    }
  }

  @Override
  public long usableBytes() throws IOException {
    FileStore store = Files.getFileStore(directory);
    return store.getUsableSpace();
  }

  @Override
  public String describe(String name) {
    return directory.resolve(name).toString();
  }

  @Override
  public String toString() {
    return directory.toString();
  }
}
