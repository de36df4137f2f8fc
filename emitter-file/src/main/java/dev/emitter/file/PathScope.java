package dev.emitter.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where the files of emitters may be. Thread-safe. */
sealed interface PathScope permits AnyPath, RootedPath {

  /** Returns the scope of files anywhere; relative paths start at the working directory. */
  static PathScope anywhere() {
    return anywhere(Path.of(""));
  }

  /** Returns the scope of files anywhere; relative paths start at that folder. */
  static PathScope anywhere(Path start) {
    return new AnyPath(start.toAbsolutePath());
  }

  /** Returns the scope of files below a root. */
  static PathScope within(Path root) {
    return new RootedPath(root.toAbsolutePath().normalize());
  }

  /** Returns the absolute path that a definition means. */
  Path resolve(Path given);

  /** Returns why a path in a definition cannot be had, or null when it can. */
  default @Nullable String fault(Path given) {
    return resolve(given).getFileName() == null || given.toString().isBlank()
        ? "\"" + given + "\" names no file; end it with the name of one"
        : null;
  }

  /**
   * Returns the existing file or folder that decides whether a file can be written: the file
   * itself, or the nearest folder above it.
   *
   * @throws IOException if the file would leave the scope
   */
  default Path nearestExisting(Path file) throws IOException {
    Path nearest = file;
    for (Path above = file.getParent(); !Files.exists(nearest) && above != null; ) {
      nearest = above;
      above = nearest.getParent();
    }
    return nearest;
  }

  /**
   * Returns the one path, free of symbolic links, that stands for a file; missing folders are
   * created.
   *
   * @throws IOException if a folder cannot be made, or the file would leave the scope
   */
  Path locate(Path file) throws IOException;

  /** Opens a located file; fails when it is, or by now lies behind, a symbolic link. */
  FileChannel open(Path located, Set<? extends OpenOption> options) throws IOException;

  /** Returns the real path of the folder of a file, made when it is missing. */
  static Path makeFolder(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      return file.toAbsolutePath();
    }
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder);
    }
    return folder.toRealPath();
  }

  /** Returns the options, and the one that refuses a symbolic link. */
  static Set<OpenOption> unlinked(Set<? extends OpenOption> options) {
    Set<OpenOption> all = new HashSet<>(options);
    all.add(LinkOption.NOFOLLOW_LINKS);
    return all;
  }
}
