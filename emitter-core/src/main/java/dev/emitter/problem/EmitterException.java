package dev.emitter.problem;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The base of every exception this library throws on purpose. The message says which setting or
 * value is at fault, why, and what to do; it is {@link Printable}, whatever a value holds.
 */
public class EmitterException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Creates an exception with a message for a person. */
  public EmitterException(String message) {
    super(Printable.line(message));
  }

  /** Creates an exception with a message for a person and what led to it. */
  public EmitterException(String message, @Nullable Throwable cause) {
    super(Printable.line(message), cause);
  }

  /** Creates an exception whose message has several lines. */
  EmitterException(List<String> lines) {
    super(lines.stream().map(Printable::line).collect(Collectors.joining("\n")));
  }
}
