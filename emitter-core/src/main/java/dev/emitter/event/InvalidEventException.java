package dev.emitter.event;

import dev.emitter.problem.EmitterException;
import org.jspecify.annotations.Nullable;

/**
 * An event was refused at publication; nothing of it was kept. Names the attribute and the rule it
 * breaks.
 */
public final class InvalidEventException extends EmitterException {

  private static final long serialVersionUID = 1L;

  private final String attribute;
  private final String rule;

  /**
   * Creates a refusal.
   *
   * @param attribute the attribute at fault, {@code data} for the data, {@code topic} for the topic
   * @param rule what is wrong with it and what to do
   */
  public InvalidEventException(String attribute, String rule) {
    this(attribute, rule, null);
  }

  /**
   * Creates a refusal with what led to it.
   *
   * @param attribute the attribute at fault, {@code data} for the data, {@code topic} for the topic
   * @param rule what is wrong with it and what to do
   * @param cause what led to it, or null
   */
  public InvalidEventException(String attribute, String rule, @Nullable Throwable cause) {
    super(attribute + ": " + rule, cause);
    this.attribute = attribute;
    this.rule = rule;
  }

  /** Returns the attribute at fault, {@code data} for the data, {@code topic} for the topic. */
  public String attribute() {
    return attribute;
  }

  /** Returns what is wrong with it and what to do. */
  public String rule() {
    return rule;
  }
}
