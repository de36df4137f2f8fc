package dev.emitter.kafka;

import java.io.IOException;

/**
 * What was taken for a broker speaks something else; the message says where, what, and the mend.
 */
final class WrongPortException extends IOException {

  private static final long serialVersionUID = 1L;

  WrongPortException(String message) {
    super(message);
  }
}
