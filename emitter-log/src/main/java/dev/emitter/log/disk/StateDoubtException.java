package dev.emitter.log.disk;

import java.io.IOException;

/** A write failed, and what of it reached the file could not be removed. */
final class StateDoubtException extends IOException {

  private static final long serialVersionUID = 1L;

  StateDoubtException(Throwable cause) {
    super(cause.getMessage(), cause);
  }
}
