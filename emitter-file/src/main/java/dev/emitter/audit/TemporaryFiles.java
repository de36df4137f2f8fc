package dev.emitter.audit;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/** Names of files that are not whole yet; what a crash leaves of them is removed. */
final class TemporaryFiles {

  private static final String ENDING = ".tmp";
  private static final AtomicLong COUNT = new AtomicLong();

  private TemporaryFiles() {}

  /** Returns a name that nobody else uses. */
  static Path beside(Path file) {
    String unique = "." + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet();
    return file.resolveSibling(file.getFileName() + unique + ENDING);
  }

  /** Removes what is left in a folder. */
  static void clear(Path folder) throws IOException {
    try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, "*" + ENDING)) {
      for (Path file : left) {
        Files.deleteIfExists(file);
      }
    }
  }
}
