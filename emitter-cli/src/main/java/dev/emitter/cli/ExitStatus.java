package dev.emitter.cli;

/** What the commands tell their caller by their exit status. */
final class ExitStatus {

  /** All is well. */
  static final int DONE = 0;

  /** A fault of the program itself. */
  static final int INTERNAL = 1;

  /** A fault of the command line, of a definition or of the input. */
  static final int FAULT = 2;

  /**
   * Input was left unread or unpublished, or an emitter is disabled, was not done in time, or has
   * parked events.
   */
  static final int UNDELIVERED = 3;

  private ExitStatus() {}
}
