package dev.emitter.log;

/**
 * A place in a log. Opaque: only positions of the same log compare, and only with each other.
 * Implementations are immutable and override {@code equals}, {@code hashCode} and {@code toString}.
 */
public interface Position extends Comparable<Position> {}
