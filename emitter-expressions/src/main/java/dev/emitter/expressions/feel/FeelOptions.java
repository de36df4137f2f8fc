package dev.emitter.expressions.feel;

import java.time.Clock;
import java.util.Set;

/**
 * What an expression may rely on. Immutable and thread-safe.
 *
 * @param names names of variables that are not a plain word or words, such as {@code "unit-price"};
 *     other variables of the data need no mention, and are null if the data lacks them
 * @param clock what {@code now()} and {@code today()} tell, in its zone
 */
public record FeelOptions(Set<String> names, Clock clock) {

  /** Copies the names. */
  public FeelOptions {
    names = Set.copyOf(names);
  }

  /** Returns options without names, whose clock is the system's in UTC. */
  public static FeelOptions defaults() {
    return new FeelOptions(Set.of(), Clock.systemUTC());
  }

  /** Returns options with these names. */
  public FeelOptions withNames(Set<String> newNames) {
    return new FeelOptions(newNames, clock);
  }

  /** Returns options with this clock. */
  public FeelOptions withClock(Clock newClock) {
    return new FeelOptions(names, newClock);
  }
}
