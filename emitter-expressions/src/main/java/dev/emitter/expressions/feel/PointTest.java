package dev.emitter.expressions.feel;

import org.jspecify.annotations.Nullable;

/**
 * The value of {@code (= 10)} and {@code (!= 10)}: a range in name only, as it has no endpoints.
 */
record PointTest(Comparator comparator, @Nullable Object point) {}
