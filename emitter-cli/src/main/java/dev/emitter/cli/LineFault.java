package dev.emitter.cli;

/** A line of events that is not one: what is wrong with it. */
final class LineFault extends Exception {

  private static final long serialVersionUID = 1L;

  LineFault(String message) {
    super(message);
  }

  /** Returns what is wrong, for a person. */
  String reason() {
    return String.valueOf(getMessage());
  }
}
