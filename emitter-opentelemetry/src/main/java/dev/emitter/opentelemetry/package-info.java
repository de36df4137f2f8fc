/** Traces events from their publication to their receivers with OpenTelemetry (requirement U4). */
@NullMarked
package dev.emitter.opentelemetry;

import org.jspecify.annotations.NullMarked;
