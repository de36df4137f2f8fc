package dev.emitter.delivery;

import dev.emitter.log.Position;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which events of an emitter are asked for. Immutable and thread-safe.
 *
 * <pre>{@code
 * List<DeliveryRecord> parked =
 *     emitters.deliveries("billing", DeliveryQuery.ALL.states(DeliveryRecord.State.PARKED));
 * emitters.resubmit("billing", parked.stream().map(DeliveryRecord::event).toList());
 * }</pre>
 *
 * @param from the first time of publication; null for the oldest event kept
 * @param until the time of publication before which events are asked for; null for no end
 * @param types the message types; empty for all
 * @param states how the events stand; empty for all
 * @param after the position after which events are asked for; null for no such one
 * @param limit how many at most
 */
public record DeliveryQuery(
    @Nullable Instant from,
    @Nullable Instant until,
    Set<String> types,
    Set<DeliveryRecord.State> states,
    @Nullable Position after,
    int limit) {

  /** Asks for all, up to 1,000. */
  public static final DeliveryQuery ALL =
      new DeliveryQuery(null, null, Set.of(), Set.of(), null, 1_000);

  /**
   * Copies the sets.
   *
   * @throws IllegalArgumentException if the limit is not positive
   */
  public DeliveryQuery {
    if (limit < 1) {
      throw new IllegalArgumentException("limit = " + limit + ": must be at least 1");
    }
    types = Set.copyOf(types);
    states = Set.copyOf(states);
  }

  /** Asks for events published from a time on. */
  public DeliveryQuery from(@Nullable Instant time) {
    return new DeliveryQuery(time, until, types, states, after, limit);
  }

  /** Asks for events published before a time. */
  public DeliveryQuery until(@Nullable Instant time) {
    return new DeliveryQuery(from, time, types, states, after, limit);
  }

  /** Asks for events of these message types. */
  public DeliveryQuery types(String... messageTypes) {
    return new DeliveryQuery(from, until, Set.of(messageTypes), states, after, limit);
  }

  /** Asks for events that stand so. */
  public DeliveryQuery states(DeliveryRecord.State first, DeliveryRecord.State... more) {
    return new DeliveryQuery(from, until, types, EnumSet.of(first, more), after, limit);
  }

  /** Asks for events after a position, such as that of the last one of an earlier answer. */
  public DeliveryQuery after(@Nullable Position position) {
    return new DeliveryQuery(from, until, types, states, position, limit);
  }

  /** Asks for so many events at most. */
  public DeliveryQuery limit(int events) {
    return new DeliveryQuery(from, until, types, states, after, events);
  }
}
