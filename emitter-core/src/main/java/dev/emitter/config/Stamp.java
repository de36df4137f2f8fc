package dev.emitter.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What tells cheaply that a file was changed: its size, what identifies it, and when it was
 * modified, as far as whoever wrote it says so. Where it is kept, the time of any change, which
 * nobody can set, is among them: tools that unpack or mirror files set the other one to what it was
 * before.
 *
 * @param attributes all that by its name; empty if it cannot be asked
 */
record Stamp(Map<String, Object> attributes) {

  private static final String REGULAR = "isRegularFile";
  private static final String MODIFIED = "lastModifiedTime";
  private static final String ANY = REGULAR + ",size,fileKey," + MODIFIED;
  private static final String UNIX = "unix";
  private static final Stamp UNKNOWN = new Stamp(Map.of());

  /** Returns the stamp of a regular file, or null if there is none. */
  static @Nullable Stamp of(Path file) {
    boolean unix = file.getFileSystem().supportedFileAttributeViews().contains(UNIX);
    try {
      Map<String, Object> found =
          Files.readAttributes(file, unix ? UNIX + ":" + ANY + ",ctime" : ANY);
      return Boolean.TRUE.equals(found.get(REGULAR)) ? new Stamp(found) : null;
    } catch (NoSuchFileException e) {
      return null;
    } catch (IOException e) {
      return UNKNOWN;
    }
  }

  /** Returns when the file was modified, as far as whoever wrote it says so; 1970 if unknown. */
  FileTime modified() {
    return attributes.get(MODIFIED) instanceof FileTime time ? time : FileTime.fromMillis(0);
  }
}
