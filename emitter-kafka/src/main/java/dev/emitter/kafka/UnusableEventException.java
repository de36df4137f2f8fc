package dev.emitter.kafka;

/** An event that can never become a record; the message says why. */
final class UnusableEventException extends Exception {

  private static final long serialVersionUID = 1L;

  UnusableEventException(String reason) {
    super(reason);
  }
}
