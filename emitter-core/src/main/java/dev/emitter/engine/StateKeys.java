package dev.emitter.engine;

/** Under which keys the engine keeps what must be known after a restart. */
final class StateKeys {

  /** Up to where the log was routed. */
  static final String ROUTED = "routed";

  /** The prefix of the record of an emitter, before its id. */
  static final String EMITTER = "emitter/";

  /** The prefix of where an emitter begins that has no record yet, before its id. */
  static final String BEGINNING = "beginning/";

  /** The prefix of an event that is set aside. */
  static final String PARKED = "parked/";

  private StateKeys() {}
}
