package dev.emitter.audit;

import java.io.IOException;

/** The store of an emitter belongs to another user than its definition names. */
final class AnotherOwnerException extends IOException {

  private static final long serialVersionUID = 1L;

  AnotherOwnerException(String emitter) {
    super(
        "what is stored for emitter \""
            + emitter
            + "\" belongs to another owner, which cannot be changed; give the emitter another id,"
            + " or let an operator purge what is stored");
  }
}
