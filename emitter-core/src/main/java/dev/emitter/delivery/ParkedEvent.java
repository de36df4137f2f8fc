package dev.emitter.delivery;

import dev.emitter.log.LoggedEvent;
import java.time.Instant;

/**
 * An event set aside for one emitter. Immutable.
 *
 * @param emitterId the emitter
 * @param event the event, where it was in the log
 * @param reason why it was set aside
 * @param attempts how often it was tried
 * @param at when it was set aside
 */
public record ParkedEvent(
    String emitterId, LoggedEvent event, String reason, int attempts, Instant at) {}
