package dev.emitter.log;

/**
 * A place in a log. Opaque: only positions of the same log compare, and only with each other.
 * Implementations are immutable and override {@code equals} and {@code hashCode}.
 */
public interface Position extends Comparable<Position> {

  /** Returns the text from which the log finds the place again. */
  String token();
}
