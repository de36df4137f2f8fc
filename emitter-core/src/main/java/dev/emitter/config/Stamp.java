package dev.emitter.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What tells cheaply that a file was changed: its size, what identifies it, and when it was
 * modified, as far as whoever wrote it says so. Where it is kept, the time of any change, which
 * nobody can set, is among them: tools that unpack or mirror files set the other one to what it was
 * before. There may be a hundred thousand, so it is small.
 *
 * @param size in bytes; -1 if nothing can be asked
 * @param modified when it was modified, in nanoseconds since 1970; 0 if unknown
 * @param changed when anything of it was changed, in nanoseconds since 1970; 0 if that is not kept
 * @param identity stands for what identifies the file
 */
record Stamp(long size, long modified, long changed, long identity) {

  private static final String REGULAR = "isRegularFile";
  private static final String MODIFIED = "lastModifiedTime";
  private static final String ANY = REGULAR + ",size,fileKey," + MODIFIED;
  private static final String UNIX = "unix";
  private static final Stamp UNKNOWN = new Stamp(-1, 0, 0, 0);

  /** Returns the stamp of a regular file, or null if there is none. */
  static @Nullable Stamp of(Path file) {
    boolean unix = file.getFileSystem().supportedFileAttributeViews().contains(UNIX);
    try {
      Map<String, Object> found =
          Files.readAttributes(file, unix ? UNIX + ":" + ANY + ",ctime,ino" : ANY);
      return Boolean.TRUE.equals(found.get(REGULAR)) ? of(found) : null;
    } catch (NoSuchFileException e) {
      return null;
    } catch (IOException e) {
      return UNKNOWN;
    }
  }

  private static Stamp of(Map<String, Object> found) {
    return new Stamp(
        found.get("size") instanceof Long size ? size : -1,
        nanos(found.get(MODIFIED)),
        nanos(found.get("ctime")),
        found.get("ino") instanceof Long inode ? inode : Objects.hashCode(found.get("fileKey")));
  }

  private static long nanos(@Nullable Object time) {
    return time instanceof FileTime known ? known.to(TimeUnit.NANOSECONDS) : 0;
  }

  /** Returns when it was modified, in milliseconds since 1970; 0 if unknown. */
  long modifiedMillis() {
    return TimeUnit.NANOSECONDS.toMillis(modified);
  }
}
