package dev.emitter.log;

/** What publishing does while a bounded log is full. */
public enum WhenFull {
  /** It waits for room, up to a time limit, then fails. */
  BLOCK,
  /** It fails at once. */
  FAIL,
  /** It makes room: the oldest event is lost to every emitter that has not read it yet. */
  DROP_OLDEST,
  /** It succeeds, but the event it publishes is lost to every emitter. */
  DROP_NEWEST
}
