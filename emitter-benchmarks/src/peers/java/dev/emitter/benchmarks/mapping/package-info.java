/** What it costs to bring an event into a receiver's shape, beside code that was written for it. */
@NullMarked
package dev.emitter.benchmarks.mapping;

import org.jspecify.annotations.NullMarked;
