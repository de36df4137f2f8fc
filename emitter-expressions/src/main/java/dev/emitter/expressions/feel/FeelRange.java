package dev.emitter.expressions.feel;

import org.jspecify.annotations.Nullable;

/**
 * A range of FEEL. Immutable and thread-safe.
 *
 * @param startIncluded whether the start belongs to the range
 * @param start the start, or null if the range has none
 * @param end the end, or null if the range has none
 * @param endIncluded whether the end belongs to the range
 */
public record FeelRange(
    boolean startIncluded, @Nullable Object start, @Nullable Object end, boolean endIncluded) {}
