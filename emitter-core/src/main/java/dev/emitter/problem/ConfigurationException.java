package dev.emitter.problem;

import java.util.List;
import java.util.stream.Stream;

/** A definition, identity, catalogue or setting was refused; it carries every fault found. */
public final class ConfigurationException extends EmitterException {

  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // an immutable list of records of strings and numbers
  private final List<Problem> problems;

  /** Creates an exception that lists the problems, one a line, after a first line. */
  public ConfigurationException(String message, List<Problem> problems) {
    super(
        Stream.concat(Stream.of(message), problems.stream().map(problem -> "  " + problem))
            .toList());
    this.problems = List.copyOf(problems);
  }

  /** Creates an exception for one faulty setting. */
  public ConfigurationException(String message) {
    this(message, List.of());
  }

  /** Returns the faults, empty when the message says it all. */
  public List<Problem> problems() {
    return problems;
  }
}
