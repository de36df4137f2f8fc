package dev.emitter.audit;

/** A line is not what was written. */
final class DamagedLineException extends Exception {

  private static final long serialVersionUID = 1L;

  DamagedLineException(String what) {
    super(what);
  }
}
