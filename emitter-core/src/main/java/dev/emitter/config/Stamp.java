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
 * @param modified when it was modified
 * @param key what identifies the file, or null where the file system has nothing
 */
record Stamp(long size, FileTime modified, @Nullable Object key) {

  private static final Stamp UNKNOWN = new Stamp(-1, FileTime.fromMillis(0), null);

  /** Returns the stamp of a regular file, or null if there is none. */
  static @Nullable Stamp of(Path file) {
    try {
      BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
      return found.isRegularFile()
          ? new Stamp(found.size(), found.lastModifiedTime(), found.fileKey())
          : null;
    } catch (NoSuchFileException e) {
      return null;
    } catch (IOException e) {
      return UNKNOWN;
    }
  }
}
