package dev.emitter.cli;

/** A language that filters are expressions of. */
enum Dialect {
  /** FEEL, over the data and the event. */
  FEEL,
  /** CloudEvents SQL, over the attributes. */
  SQL
}
