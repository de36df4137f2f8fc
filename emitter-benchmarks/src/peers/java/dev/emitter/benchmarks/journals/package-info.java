/** Other journals and stores that append records durably, beside the log on disk. */
@NullMarked
package dev.emitter.benchmarks.journals;

import org.jspecify.annotations.NullMarked;
