package dev.emitter.log.disk;

/** How safe an event is when its publication has succeeded. Each survives the killed process. */
public enum Durability {
  /** The disk has it: it survives a power cut. Concurrent publishers share the wait. */
  SYNCED,
  /**
   * The operating system has it, and it is synced about a second later: a power cut loses about the
   * last second.
   */
  WRITTEN,
  /**
   * The operating system has it and writes it to the disk when it likes: a power cut loses what was
   * not written, half a minute of it or more.
   */
  NONE
}
