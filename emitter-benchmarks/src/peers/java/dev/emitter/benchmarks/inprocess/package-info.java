/** Publishing within one process, beside other libraries. */
@NullMarked
package dev.emitter.benchmarks.inprocess;

import org.jspecify.annotations.NullMarked;
