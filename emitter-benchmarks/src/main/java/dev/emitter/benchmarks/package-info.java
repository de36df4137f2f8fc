/** Measurements of the library against floors and peers, in the same run. Never published. */
@NullMarked
package dev.emitter.benchmarks;

import org.jspecify.annotations.NullMarked;
