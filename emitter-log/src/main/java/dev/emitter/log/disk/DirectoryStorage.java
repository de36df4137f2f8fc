package dev.emitter.log.disk;

import dev.emitter.problem.Loggers;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;

/** The files of a real directory. Thread-safe. */
public final class DirectoryStorage implements Storage {

  private static final Logger LOG = Loggers.of(DiskEventLog.class);
  private static final OpenOption[] READ_AND_WRITE = {
    StandardOpenOption.READ, StandardOpenOption.WRITE
  };

  private final Path directory;
  private final FilePermissions permissions;

  private DirectoryStorage(Path directory, FilePermissions permissions) {
    this.directory = directory;
    this.permissions = permissions;
  }

  /**
   * Returns the files of a directory, which is made if it does not exist. What is made here is for
   * the user of the process alone: files have the mode 0600, the directory 0700.
   *
   * @throws IOException if it cannot be made
   */
  public static DirectoryStorage of(Path directory) throws IOException {
    return of(directory, FilePermissions.PRIVATE);
  }

  /**
   * Returns the files of a directory, which is made if it does not exist, where what is made has
   * these permissions.
   *
   * @param files the permissions of files; the owner may always read and write, and who may read a
   *     file may enter the directory
   * @throws IOException if it cannot be made
   * @throws IllegalArgumentException if somebody could execute files
   */
  public static DirectoryStorage of(Path directory, Set<PosixFilePermission> files)
      throws IOException {
    return of(directory, FilePermissions.of(files));
  }

  static DirectoryStorage of(Path directory, FilePermissions permissions) throws IOException {
    Path absolute = directory.toAbsolutePath();
    boolean isNew = !Files.isDirectory(absolute);
    if (isNew) {
      permissions.makeFolder(absolute);
    }
    DirectoryStorage storage = new DirectoryStorage(absolute.toRealPath(), permissions);
    storage.warnIfOpenToOthers();
    Path parent = storage.directory.getParent();
    if (isNew && parent != null) {
      sync(parent);
    }
    return storage;
  }

  /** What was there before keeps its permissions: somebody may have meant them. */
  private void warnIfOpenToOthers() throws IOException {
    List<Path> open = permissions.moreOpen(directory);
    if (!open.isEmpty()) {
      LOG.warn(
          "others may read {}, which is open to more users than what is made there now, and so are {}"
              + " of its files; close it with chmod -R go-rwx, or set filePermissions",
          directory,
          open.size() - 1);
    }
  }

  FilePermissions permissions() {
    return permissions;
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
    Path path = directory.resolve(name);
    return new DirectoryFile(path, FileChannel.open(path, READ_AND_WRITE));
  }

  @Override
  public StorageFile create(String name) throws IOException {
    Path path = directory.resolve(name);
    return new DirectoryFile(path, permissions.create(path, READ_AND_WRITE));
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
