package dev.emitter.file;

/** When what was written is forced to the disk. */
enum Fsync {
  /** After each batch, before it counts as delivered. */
  BATCH,
  /** Never: when the operating system sees fit. */
  NEVER
}
