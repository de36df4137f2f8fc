package dev.emitter.mapping;

/** Ends the rendering of a part; its message is the reason. */
class UnfitException extends Exception {

  private static final long serialVersionUID = 1L;

  UnfitException(String reason) {
    super(reason, null, false, false);
  }

  /** Ends a rendering that becomes too large. */
  static final class TooLargeException extends UnfitException {

    private static final long serialVersionUID = 1L;

    TooLargeException() {
      super("the document became too large");
    }
  }
}
