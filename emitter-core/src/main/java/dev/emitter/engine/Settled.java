package dev.emitter.engine;

import dev.emitter.log.Position;

/**
 * Up to where the log is routed and settled.
 *
 * @param byAll by all emitters
 * @param byOperators by the emitters of operators
 */
record Settled(Position byAll, Position byOperators) {

  /** Returns the part that this and another one have in common. */
  Settled and(Settled other) {
    return new Settled(least(byAll, other.byAll), least(byOperators, other.byOperators));
  }

  private static Position least(Position one, Position other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
