/** FEEL filters over JSON events: the library, two other engines, and Java written by hand. */
@NullMarked
package dev.emitter.benchmarks.feel;

import org.jspecify.annotations.NullMarked;
