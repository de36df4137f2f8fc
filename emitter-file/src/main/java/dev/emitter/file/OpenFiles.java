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

  /** A file and how many emitters write it. */
  private record Use(SharedFile file, int emitters) {

    Use more() {
      return new Use(file, emitters + 1);
    }

    @Nullable Use less() {
      return emitters == 1 ? null : new Use(file, emitters - 1);
    }
  }

  /** Returns the writer of a located file; it must be released. */
  static SharedFile acquire(Path located) {
    Use use =
        IN_USE.compute(
            located,
            (path, known) -> known == null ? new Use(new SharedFile(path), 1) : known.more());
    return use.file();
  }

  /** Gives a writer back; the last one closes the file. */
  static void release(SharedFile file, Duration grace) {
    if (IN_USE.computeIfPresent(file.path(), (path, use) -> use.less()) == null) {
      file.close(grace);
    }
  }
}
