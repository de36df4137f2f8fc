package dev.emitter.log.disk;

/** How safe an event is when its publication has succeeded. */
public enum Durability {
  /** It is on the disk: it survives a power cut. Concurrent publishers share the cost. */
  SYNCED,
  /**
   * The operating system has it: it survives the end of the process, and a power cut about a second
   * later.
   */
  WRITTEN,
  /**
   * The operating system has it and writes it to the disk when it likes. For what may be lost with
   * the power.
   */
  NONE
}
