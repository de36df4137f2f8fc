/** Measures how long events take from their publication to their delivery. */
@NullMarked
package dev.emitter.benchmarks.delivery;

import org.jspecify.annotations.NullMarked;
