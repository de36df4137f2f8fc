/** What writing events costs, beside the CloudEvents SDK. */
@NullMarked
package dev.emitter.benchmarks.encoding;

import org.jspecify.annotations.NullMarked;
