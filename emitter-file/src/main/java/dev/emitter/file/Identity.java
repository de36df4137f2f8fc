package dev.emitter.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Tells files apart whatever their paths. */
final class Identity {

  private Identity() {}

  /**
   * Returns what is equal for the same file only (its inode, else its time of creation), or null
   * when there is none at the path.
   */
  static @Nullable Object of(Path path) {
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      Object key = attributes.fileKey();
      return key == null ? attributes.creationTime() : key;
    } catch (IOException e) {
      return null;
    }
  }
}
