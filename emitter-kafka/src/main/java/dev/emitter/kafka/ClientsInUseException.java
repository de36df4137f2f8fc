package dev.emitter.kafka;

import java.io.IOException;

/** No connection may be made for now, as others have all that emitters of users may have. */
final class ClientsInUseException extends IOException {

  private static final long serialVersionUID = 1L;

  ClientsInUseException(String message) {
    super(message);
  }
}
