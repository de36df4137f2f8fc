package dev.emitter;

import dev.emitter.log.Position;

/**
 * Proof that the log has accepted an event. Immutable.
 *
 * @param eventId the id of the event, as completed
 * @param position its place in the log
 */
public record Receipt(String eventId, Position position) {}
