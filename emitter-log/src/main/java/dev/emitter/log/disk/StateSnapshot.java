package dev.emitter.log.disk;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Takes entries for the snapshot of a file until one cannot be written. Not thread-safe. */
final class StateSnapshot {

  private final StateFile file;
  private @Nullable IOException failure;

  StateSnapshot(StateFile file) {
    this.file = file;
  }

  void add(String key, String value) {
    if (failure == null) {
      try {
        file.add(key, value);
      } catch (IOException e) {
        failure = e;
      }
    }
  }

  void requireWritten() throws IOException {
    if (failure != null) {
      throw failure;
    }
  }
}
