package dev.emitter.cli;

/** What a filter says of an event. */
enum Answer {
  /** It is let through. */
  TRUE,
  /** It is not. */
  FALSE,
  /** The event lacks what the filter asks for. */
  NULL,
  /** The filter could not be evaluated. */
  FAILED
}
