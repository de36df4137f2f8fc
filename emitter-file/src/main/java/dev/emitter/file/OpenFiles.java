package dev.emitter.file;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** The files that emitters of this process write, each once. Thread-safe. */
final class OpenFiles {

  private static final ConcurrentMap<Path, Use> IN_USE = new ConcurrentHashMap<>();

  private OpenFiles() {}

  /**
   * A file and who has it.
   *
   * @param emitters how many write it
   * @param closing how many that gave it back are still closing it
   */
  private record Use(SharedFile file, int emitters, int closing) {

    Use acquired() {
      return new Use(file, emitters + 1, closing);
    }

    Use released() {
      return new Use(file, emitters - 1, emitters == 1 ? closing + 1 : closing);
    }

    @Nullable Use closed() {
      return emitters == 0 && closing == 1 ? null : new Use(file, emitters, closing - 1);
    }
  }

  /**
   * Returns the writer of a located file; it must be released. While the last one that gave it back
   * closes the file, the writer stays the same: it opens the file anew in its turn. Two writers
   * must never have one file open, because a process that closes any of its descriptors of a file
   * loses all its locks on it.
   */
  static SharedFile acquire(Path located) {
    Use use =
        IN_USE.compute(
            located,
            (path, known) ->
                known == null ? new Use(new SharedFile(path), 1, 0) : known.acquired());
    return use.file();
  }

  /** Gives a writer back; the last one closes the file. */
  static void release(SharedFile file, Duration grace) {
    Use left = IN_USE.computeIfPresent(file.path(), (path, use) -> use.released());
    if (left != null && left.emitters() == 0) {
      try {
        file.close(grace);
      } finally {
        IN_USE.computeIfPresent(file.path(), (path, use) -> use.closed());
      }
    }
  }
}
