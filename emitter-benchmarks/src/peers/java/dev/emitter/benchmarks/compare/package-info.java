/**
 * Comparisons with other libraries, and the tables they print. Knows nothing of what is compared.
 */
@NullMarked
package dev.emitter.benchmarks.compare;

import org.jspecify.annotations.NullMarked;
