package dev.emitter.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A failed delivery or a filter that could not be evaluated. Immutable.
 *
 * @param at when
 * @param eventId the event, or null if it was about none
 * @param attempt which attempt it was, 0 for a filter
 * @param reason what happened, for a person
 */
public record DeliveryError(Instant at, @Nullable String eventId, int attempt, String reason) {}
