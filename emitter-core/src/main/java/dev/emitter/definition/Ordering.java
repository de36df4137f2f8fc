package dev.emitter.definition;

/** How an emitter orders its deliveries. */
public enum Ordering {
  /** In the order of publication, one after the other. */
  STRICT,
  /** In the order of publication among events of the same {@code partitionkey}. */
  KEY,
  /** In no particular order. */
  NONE
}
