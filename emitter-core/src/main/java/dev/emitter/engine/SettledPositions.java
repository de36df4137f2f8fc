package dev.emitter.engine;

import dev.emitter.log.Position;

/**
 * Up to where the log is routed and settled.
 *
 * @param byAll by all emitters
 * @param byOperators by the emitters of operators
 */
record SettledPositions(Position byAll, Position byOperators) {

  /** Returns the part that this and another one have in common. */
  SettledPositions and(SettledPositions other) {
    boolean all = byAll.compareTo(other.byAll) <= 0;
    boolean operators = byOperators.compareTo(other.byOperators) <= 0;
    if (all == operators) { // as nearly always: nothing new
      return all ? this : other;
    }
    return new SettledPositions(least(byAll, other.byAll), least(byOperators, other.byOperators));
  }

  private static Position least(Position one, Position other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
