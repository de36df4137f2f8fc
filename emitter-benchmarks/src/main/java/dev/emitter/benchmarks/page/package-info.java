/** Runs all measurements and writes the page on them. */
@NullMarked
package dev.emitter.benchmarks.page;

import org.jspecify.annotations.NullMarked;
