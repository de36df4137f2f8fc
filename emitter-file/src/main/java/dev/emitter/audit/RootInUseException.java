package dev.emitter.audit;

import java.io.IOException;
import java.nio.file.Path;

/** Another process writes below the root. */
final class RootInUseException extends IOException {

  private static final long serialVersionUID = 1L;

  RootInUseException(Path root) {
    super(
        "audit folder "
            + root
            + " is in use by another process; end it first, or give each process a folder of its"
            + " own");
  }
}
