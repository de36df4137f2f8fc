package dev.emitter.log.disk;

import java.time.Duration;

/**
 * The events that only those need who must not hold the log for long. Immutable.
 *
 * @param upTo the last of them
 * @param mostBytes about how many bytes of them, and of those that follow, are held
 * @param mostAge how old they may become
 */
record HeldEvents(long upTo, long mostBytes, Duration mostAge) {

  static final HeldEvents NONE = new HeldEvents(0, Long.MAX_VALUE, Duration.ZERO);
}
