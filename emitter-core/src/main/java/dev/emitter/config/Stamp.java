package dev.emitter.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/**
 * What tells cheaply that a file was changed.
 *
 * @param size its size; -1 if it cannot be asked
 * @param modified when it was modified, as far as whoever wrote it says so
 * @param key what identifies the file, or null where the file system has nothing
 * @param changed when anything of it was changed, which nobody can set; null where that is not kept
 */
record Stamp(long size, FileTime modified, @Nullable Object key, @Nullable Object changed) {

  private static final String UNIX = "unix";
  private static final Stamp UNKNOWN = new Stamp(-1, FileTime.fromMillis(0), null, null);

  /** Returns the stamp of a regular file, or null if there is none. */
  static @Nullable Stamp of(Path file) {
    try {
      BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
      return found.isRegularFile()
          ? new Stamp(found.size(), found.lastModifiedTime(), found.fileKey(), changed(file))
          : null;
    } catch (NoSuchFileException e) {
      return null;
    } catch (IOException e) {
      return UNKNOWN;
    }
  }

  /** Tools that unpack or mirror files set the time of modification to what it was before. */
  private static @Nullable Object changed(Path file) throws IOException {
    return file.getFileSystem().supportedFileAttributeViews().contains(UNIX)
        ? Files.getAttribute(file, UNIX + ":ctime")
        : null;
  }
}
