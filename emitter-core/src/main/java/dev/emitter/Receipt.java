package dev.emitter;

import dev.emitter.log.Position;
import org.jspecify.annotations.Nullable;

/**
 * Proof that an event was accepted. Immutable.
 *
 * @param eventId the id of the event, as completed
 * @param position its place in the log; null if the catalogue has its topic or type switched off,
 *     so that it was dropped
 */
public record Receipt(String eventId, @Nullable Position position) {}
