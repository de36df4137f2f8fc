package dev.emitter.topic;

/** What happens to an event that the catalogue does not declare. */
public enum CatalogueMode {
  /** Nothing: the event is published. */
  OFF,
  /** It is published and the fault is logged and counted. */
  WARN,
  /** It is refused. */
  REJECT
}
