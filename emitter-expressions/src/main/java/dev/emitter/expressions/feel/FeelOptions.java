package dev.emitter.expressions.feel;

import java.time.Clock;
import java.util.Set;

/**
 * What an expression may rely on. Immutable and thread-safe.
 *
 * @param names names of variables that are not a plain word or words, such as {@code "unit-price"};
 *     other variables of the data need no mention, and are null if the data lacks them
 * @param clock what {@code now()} and {@code today()} tell, in its zone
 * @param types what is known of the data, for warnings
 * @param whole what the expression calls the context that has all variables as members, such as
 *     {@code event.data}, for hints; empty if it has no name
 */
public record FeelOptions(Set<String> names, Clock clock, FeelDataTypes types, String whole) {

  /** Copies the names. */
  public FeelOptions {
    names = Set.copyOf(names);
  }

  /**
   * Returns options without names, whose clock is the system's in UTC, and which know nothing of
   * the data.
   */
  public static FeelOptions defaults() {
    return new FeelOptions(Set.of(), Clock.systemUTC(), path -> Set.of(), "");
  }

  /** Returns options with these names. */
  public FeelOptions withNames(Set<String> newNames) {
    return new FeelOptions(newNames, clock, types, whole);
  }

  /** Returns options with this clock. */
  public FeelOptions withClock(Clock newClock) {
    return new FeelOptions(names, newClock, types, whole);
  }

  /** Returns options that know these types of the data. */
  public FeelOptions withTypes(FeelDataTypes newTypes) {
    return new FeelOptions(names, clock, newTypes, whole);
  }

  /** Returns options by which hints call the context of all variables so. */
  public FeelOptions withWhole(String newWhole) {
    return new FeelOptions(names, clock, types, newWhole);
  }
}
