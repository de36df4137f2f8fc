package dev.emitter.log.disk;

import java.io.IOException;

/** A state file is in a format that this code does not know. */
final class StateVersionException extends IOException {

  private static final long serialVersionUID = 1L;

  StateVersionException(long version) {
    super(
        "the file is of version "
            + version
            + " of the format, this library knows "
            + StateLine.VERSION
            + " and those before. Use the version of the library that wrote it, or a later one");
  }
}
