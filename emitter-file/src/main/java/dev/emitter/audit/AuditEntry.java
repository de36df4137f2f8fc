package dev.emitter.audit;

import dev.emitter.event.Payload;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event that is stored. Immutable.
 *
 * @param cursor names this entry: reading goes on after it
 * @param position the position of the event in the log, or null if it had none
 * @param publishedAt when the log accepted the event, but never before the entry before
 * @param event the event in the CloudEvents JSON format, on one line, in UTF-8
 */
public record AuditEntry(
    String cursor, @Nullable String position, Instant publishedAt, Payload event) {}
