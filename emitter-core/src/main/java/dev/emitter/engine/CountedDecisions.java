package dev.emitter.engine;

import dev.emitter.log.Position;
import org.jspecify.annotations.Nullable;

/**
 * Which decisions about events are counted and told of, so that none is twice when an emitter reads
 * the log again. Owned by the loop.
 */
final class CountedDecisions {

  private @Nullable Position countedTo;
  private @Nullable Position toldTo;
  private int filteredSinceLast;

  /** Returns true the first time an event is decided about by one version of the definition. */
  boolean countsNow(Position position) {
    boolean first = countedTo == null || position.compareTo(countedTo) > 0;
    countedTo = first ? position : countedTo;
    return first;
  }

  /** Returns true the first time an event is decided about at all. */
  boolean tellsNow(Position position) {
    boolean first = toldTo == null || position.compareTo(toldTo) > 0;
    toldTo = first ? position : toldTo;
    return first;
  }

  /** Notes that an event of the application was filtered out. */
  void filtered() {
    filteredSinceLast++;
  }

  /**
   * Notes that so many events of the application were filtered out without a look at them.
   *
   * @param upTo the last position looked at or not
   */
  void filtered(long events, Position upTo) {
    filteredSinceLast = (int) Math.min(filteredSinceLast + events, Integer.MAX_VALUE);
    countsNow(upTo);
    tellsNow(upTo);
  }

  /** Returns how many events were filtered out since this was asked last. */
  int takeFiltered() {
    int filtered = filteredSinceLast;
    filteredSinceLast = 0;
    return filtered;
  }

  /**
   * Takes back what was counted of events that are decided about anew.
   *
   * @param pending the events that were selected and are not settled
   * @param settledTo the position up to which all is settled
   */
  void uncount(Iterable<Pending> pending, Position settledTo, Counters counters) {
    int filtered = 0;
    boolean any = false;
    for (Pending entry : pending) {
      counters.matched -= entry.isCounted() ? 1 : 0;
      filtered += entry.filteredBefore();
      any = true;
    }
    counters.filtered -= filtered + (any ? filteredSinceLast : 0);
    countedTo = settledTo;
  }
}
