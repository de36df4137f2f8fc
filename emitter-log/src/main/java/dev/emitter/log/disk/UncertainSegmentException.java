package dev.emitter.log.disk;

import java.io.IOException;

/**
 * A segment could not be begun, but a crash may leave it. Then nothing must be added to the one
 * before, since only what comes before the first position of the new one would count there.
 */
final class UncertainSegmentException extends IOException {

  private static final long serialVersionUID = 1L;

  UncertainSegmentException(Exception cause) {
    super(cause.getMessage(), cause);
  }
}
