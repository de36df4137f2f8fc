package dev.emitter;

import dev.emitter.problem.Problem;
import java.util.List;

/**
 * An emitter that was registered or changed. Immutable.
 *
 * @param id what identifies the emitter
 * @param version 1 for a user's emitter that was registered, and one more after each change; 0 for
 *     one that no user wrote
 * @param warnings what its definition may say, but most likely means otherwise, such as a topic
 *     with a wildcard; empty for nothing. It is at work all the same: show them to its author
 */
public record Registration(String id, long version, List<Problem> warnings) {

  /** Creates a registration with a copy of the warnings. */
  public Registration {
    warnings = List.copyOf(warnings);
  }
}
