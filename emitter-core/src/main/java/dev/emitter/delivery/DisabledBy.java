package dev.emitter.delivery;

/** Who has disabled an emitter. */
public enum DisabledBy {
  /** The library: too many deliveries failed, or the receiver wanted no more. */
  SYSTEM,
  /** A person, or code of the application that acts for one. */
  PERSON,
  /** Its definition, which says {@code "enabled": false}. */
  DEFINITION
}
