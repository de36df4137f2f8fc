package dev.emitter.log;

import dev.emitter.problem.EmitterException;
import org.jspecify.annotations.Nullable;

/** The log did not accept an event or could not be read; the event was not published. */
public class EventLogException extends EmitterException {

  private static final long serialVersionUID = 1L;

  /** Creates an exception with a message for a person. */
  public EventLogException(String message) {
    super(message);
  }

  /** Creates an exception with a message for a person and what led to it. */
  public EventLogException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
