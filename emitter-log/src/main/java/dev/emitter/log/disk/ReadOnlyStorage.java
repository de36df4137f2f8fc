package dev.emitter.log.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The files of a directory that is never written: what is changed of them is changed in memory, so
 * that a log can be opened, and repaired, where nothing may be written. Thread-safe.
 */
final class ReadOnlyStorage implements Storage {

  private final Path directory;

  /** The files by their names of now. */
  private final Map<String, PatchedBytes> files = new HashMap<>();

  /**
   * Looks into a directory.
   *
   * @throws IOException if it cannot be read
   */
  ReadOnlyStorage(Path directory) throws IOException {
    this.directory = directory;
    try (Stream<Path> found = Files.list(directory)) {
      for (Path file : found.filter(Files::isRegularFile).toList()) {
        files.put(
            String.valueOf(file.getFileName()), new PatchedBytes(() -> reading(file), size(file)));
      }
    }
  }

  private static long size(Path file) throws IOException {
    try {
      return Files.size(file);
    } catch (NoSuchFileException gone) {
      return 0;
    }
  }

  private static StorageFile reading(Path file) throws IOException {
    return DirectoryFile.toRead(file, FileChannel.open(file, StandardOpenOption.READ));
  }

  @Override
  public synchronized List<String> list() {
    return List.copyOf(files.keySet());
  }

  @Override
  public synchronized StorageFile open(String name) throws IOException {
    return existing(name).open();
  }

  private PatchedBytes existing(String name) throws IOException {
    PatchedBytes file = files.get(name);
    if (file == null) {
      throw new NoSuchFileException(describe(name));
    }
    return file;
  }

  @Override
  public synchronized StorageFile create(String name) throws IOException {
    if (files.containsKey(name)) {
      throw new FileAlreadyExistsException(describe(name));
    }
    PatchedBytes file = new PatchedBytes(null, 0);
    files.put(name, file);
    return file.open();
  }

  @Override
  public synchronized void rename(String from, String to) throws IOException {
    files.put(to, existing(from));
    files.remove(from);
  }

  @Override
  public synchronized void delete(String name) {
    files.remove(name);
  }

  @Override
  public void syncDirectory() {
    // Nothing survives, nor should it.
  }

  @Override
  public long usableBytes() {
    return Long.MAX_VALUE;
  }

  @Override
  public String describe(String name) {
    return directory.resolve(name).toString();
  }

  @Override
  public String toString() {
    return directory + " (read alone)";
  }
}
