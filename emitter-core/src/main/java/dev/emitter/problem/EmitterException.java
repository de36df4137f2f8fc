package dev.emitter.problem;

import org.jspecify.annotations.Nullable;

/**
 * The base of every exception this library throws on purpose. The message says which setting or
 * value is at fault, why, and what to do.
 */
public class EmitterException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Creates an exception with a message for a person. */
  public EmitterException(String message) {
    super(message);
  }

  /** Creates an exception with a message for a person and what led to it. */
  public EmitterException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
