/** Finding the few of many filters that let an event through, compared with other ways. */
@NullMarked
package dev.emitter.benchmarks.matching;

import org.jspecify.annotations.NullMarked;
