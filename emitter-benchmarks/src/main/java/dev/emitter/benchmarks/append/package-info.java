/** Measures how fast records are appended to a disk, whatever appends them. */
@NullMarked
package dev.emitter.benchmarks.append;

import org.jspecify.annotations.NullMarked;
