package dev.emitter.webhook;

/** A secret cannot be used; the message tells its fault, never its value. */
final class MalformedSecretException extends Exception {

  private static final long serialVersionUID = 1L;

  MalformedSecretException(String message) {
    super(message);
  }
}
