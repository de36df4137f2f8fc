package dev.emitter.file;

import java.io.IOException;
import java.nio.file.Path;

/** What is about to be appended cannot be noted, so it is not appended. */
final class JournalException extends IOException {

  private static final long serialVersionUID = 1L;

  private final transient Path folder;
  private final IOException failure;

  JournalException(Path folder, IOException failure) {
    super(failure);
    this.folder = folder;
    this.failure = failure;
  }

  Path folder() {
    return folder;
  }

  IOException failure() {
    return failure;
  }
}
