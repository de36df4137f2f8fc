package dev.emitter.problem;

/**
 * An owner has as much as an owner may have: nothing was changed. Somebody else's emitters are not
 * concerned.
 */
public class LimitExceededException extends EmitterException {

  private static final long serialVersionUID = 1L;

  /** Creates an exception whose message names the owner, the limit, its value, and what to do. */
  public LimitExceededException(String message) {
    super(message);
  }
}
