package dev.emitter.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;

/** What a disk says when it is full, and how it keeps the names of new files. */
public final class Disk {

  private static final List<String> FULL =
      List.of("no space left", "quota exceeded", "not enough space", "disk full");

  private Disk() {}

  /**
   * Returns whether a file could not be written because its disk is full, or its quota spent. The
   * system's words depend on its language, so the free space is asked for as well.
   */
  public static boolean isFull(Path path, IOException failure) {
    return saysFull(failure) || (isUnspecific(failure) && isFull(path));
  }

  /** Returns whether the disk of a file, or of the folder it would be in, has no space left. */
  public static boolean isFull(Path path) {
    try {
      Path folder = path.getParent();
      FileStore store = Files.getFileStore(Files.exists(path) || folder == null ? path : folder);
      return store.getTotalSpace() > 0 && store.getUsableSpace() == 0;
    } catch (IOException unknown) {
      return false;
    }
  }

  /** Returns the failure that a full disk would give. */
  public static IOException noSpace(Path path) {
    return new FileSystemException(path.toString(), null, FULL.get(0));
  }

  private static boolean isUnspecific(IOException failure) {
    return failure.getClass() == IOException.class
        || failure.getClass() == FileSystemException.class;
  }

  private static boolean saysFull(IOException failure) {
    String lower = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
    return FULL.stream().anyMatch(lower::contains);
  }

  /** Makes new names in a folder survive a power cut, on systems that can. */
  public static void forceFolder(Path folder) {
    try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
      entries.force(true);
    } catch (IOException unsupported) {
      return;
    }
  }

  /**
   * Makes the name of a file survive a power cut, and those of the folders above it, which may be
   * new as well: made by this process, or by one that was killed before it could do this.
   */
  public static void forceNames(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    while (folder != null) {
      forceFolder(folder);
      folder = folder.getParent();
    }
  }
}
