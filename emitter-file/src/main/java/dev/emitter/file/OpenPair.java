package dev.emitter.file;

import dev.emitter.storage.Disk;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The same file open twice: a channel that appends cannot read.
 *
 * @param identity tells which file it is
 */
record OpenPair(FileChannel appender, FileChannel reader, Object identity) {

  private static final int ATTEMPTS = 5;

  /** Opens a file, or makes it. */
  static OpenPair open(Path path, PathScope scope) throws IOException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      OpenPair pair = attempt(path, scope);
      if (pair != null) {
        return pair;
      }
    }
    throw new NoSuchFileException(path.toString(), null, "is removed again and again");
  }

  /** Returns null when the file was exchanged or removed meanwhile. */
  private static @Nullable OpenPair attempt(Path path, PathScope scope) throws IOException {
    makeIfMissing(path, scope);
    Object before = Identity.of(path);
    if (before == null) {
      return null;
    }
    FileChannel appender =
        scope.open(path, Set.of(StandardOpenOption.WRITE, StandardOpenOption.APPEND));
    FileChannel reader = openReader(path, scope, appender);
    OpenPair pair = new OpenPair(appender, reader, before);
    if (before.equals(Identity.of(path))) {
      Disk.forceNames(path);
      return pair;
    }
    pair.close();
    return null;
  }

  private static FileChannel openReader(Path path, PathScope scope, FileChannel appender)
      throws IOException {
    try {
      return scope.open(path, Set.of(StandardOpenOption.READ));
    } catch (IOException e) {
      Quietly.close(appender);
      throw e;
    }
  }

  private static void makeIfMissing(Path path, PathScope scope) throws IOException {
    if (Files.exists(path)) {
      return;
    }
    scope.open(path, Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE)).close();
  }

  long size() throws IOException {
    return appender.size();
  }

  boolean isOpen() {
    return appender.isOpen() && reader.isOpen();
  }

  void close() {
    Quietly.close(reader);
    Quietly.close(appender);
  }
}
