package dev.emitter.channel;

/**
 * A check asked for a value that is not known because it was refused: its own fault is reported
 * already, and whatever else the check would say need not be true. Ends the check, see {@link
 * ParameterChecks}.
 */
public final class FaultyParameterException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  FaultyParameterException(String name) {
    super("the value of " + name + " is not known: it was refused", null, false, false);
  }
}
