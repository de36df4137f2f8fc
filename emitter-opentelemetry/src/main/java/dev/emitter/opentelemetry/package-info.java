/** Traces events from their publication to their receivers with OpenTelemetry. */
@NullMarked
package dev.emitter.opentelemetry;

import org.jspecify.annotations.NullMarked;
