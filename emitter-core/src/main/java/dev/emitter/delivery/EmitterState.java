package dev.emitter.delivery;

/** The state of an emitter. */
public enum EmitterState {
  /** It delivers, or waits for events. */
  ACTIVE,
  /** Its last delivery failed and is tried again. */
  RETRYING,
  /** It delivers nothing until a person enables it; its backlog is kept. */
  DISABLED,
  /** It was removed or the library was closed. */
  CLOSED
}
