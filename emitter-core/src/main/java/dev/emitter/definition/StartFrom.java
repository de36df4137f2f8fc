package dev.emitter.definition;

import java.time.Instant;

/**
 * Where an emitter begins in the log when it is added. One that is there already, or was when the
 * process ended, keeps its cursor whatever this says. Immutable.
 */
public sealed interface StartFrom {

  /**
   * Where an emitter of this id was when it was removed, if the log remembers it; else with what is
   * published after its registration.
   */
  record Resume() implements StartFrom {}

  /** With what is published after its registration. */
  record Now() implements StartFrom {}

  /** With the oldest event that the log still has. */
  record Beginning() implements StartFrom {}

  /** With the first event published at that time or later. */
  record At(Instant time) implements StartFrom {}
}
