package dev.emitter.engine;

/**
 * Whether an owner may receive an event cannot be told now, since code of the application fails.
 */
final class UnknownRightsException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final boolean ofOwner;

  /**
   * Creates an exception without a stack trace: there may be one for each event.
   *
   * @param ofOwner whether nothing can be told of this owner; otherwise others of the events may be
   *     another matter
   */
  UnknownRightsException(String message, boolean ofOwner, Throwable cause) {
    super(message, cause, false, false);
    this.ofOwner = ofOwner;
  }

  /** Returns whether the same is true of every event for this owner. */
  boolean isOfOwner() {
    return ofOwner;
  }
}
