package dev.emitter.audit;

import dev.emitter.event.Payload;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event to be stored.
 *
 * @param position its position in the log as text, or null if it has none
 * @param publishedAt when the log accepted it
 * @param event the event in the CloudEvents JSON format, on one line
 */
record NewEntry(@Nullable String position, Instant publishedAt, Payload event) {}
