package dev.emitter.file;

import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** A path leads out of the root that the operator set. */
final class PathEscapeException extends FileSystemException {

  PathEscapeException(Path file, Path root) {
    super(file.toString(), null, "leads out of " + root + ", below which files must be");
  }

  @Override
  public String getMessage() {
    return String.valueOf(getReason());
  }
}
