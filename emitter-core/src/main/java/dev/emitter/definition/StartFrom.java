package dev.emitter.definition;

import java.time.Instant;

/** Where a new emitter begins in the log. Immutable. */
public sealed interface StartFrom {

  /** With what is published after its registration. */
  record Now() implements StartFrom {}

  /** With the oldest event that the log still has. */
  record Beginning() implements StartFrom {}

  /** With the first event published at that time or later. */
  record At(Instant time) implements StartFrom {}
}
