package dev.emitter.definition;

import java.time.Duration;
import java.util.List;

/**
 * How an emitter delivers: the member {@code delivery} of a definition. Immutable.
 *
 * @param initialDelay the wait after the first failure
 * @param maxDelay the longest wait between two attempts
 * @param maxAttempts attempts after which an event is parked; 0 for no limit
 * @param disableAfter failures in a row after which the emitter is disabled
 * @param disableOver for how long at least they must have lasted
 * @param onRejected what happens when the receiver refuses an event for good
 * @param ordering which deliveries must keep their order
 * @param maxInFlight how many batches may be under way at once when the ordering allows it
 * @param queueCapacity how many matched events wait in memory before the emitter reads the log
 *     itself
 * @param startFrom where a new emitter begins
 * @param after the emitters that must have settled an event before this one gets it (R3)
 */
public record DeliverySettings(
    Duration initialDelay,
    Duration maxDelay,
    int maxAttempts,
    int disableAfter,
    Duration disableOver,
    OnRejected onRejected,
    Ordering ordering,
    int maxInFlight,
    int queueCapacity,
    StartFrom startFrom,
    List<String> after) {

  /** What happens to an event that the receiver refuses for good. */
  public enum OnRejected {
    /** It is set aside with its reason and the emitter goes on. */
    PARK,
    /** The emitter is disabled; the event stays the next one to deliver. */
    DISABLE
  }

  /** The settings of a definition that says nothing. */
  public static final DeliverySettings DEFAULT =
      new DeliverySettings(
          Duration.ofMillis(500),
          Duration.ofSeconds(60),
          0,
          10,
          Duration.ofMinutes(5),
          OnRejected.PARK,
          Ordering.STRICT,
          8,
          1024,
          new StartFrom.Resume(),
          List.of());

  /** Creates settings with a copy of the list. */
  public DeliverySettings {
    after = List.copyOf(after);
  }

  /** Returns these settings with other waits between attempts. */
  public DeliverySettings withRetry(Duration initial, Duration longest) {
    return new DeliverySettings(
        initial,
        longest,
        maxAttempts,
        disableAfter,
        disableOver,
        onRejected,
        ordering,
        maxInFlight,
        queueCapacity,
        startFrom,
        after);
  }

  /** Returns these settings with a limit on the attempts for an event; 0 for none. */
  public DeliverySettings withMaxAttempts(int attempts) {
    return new DeliverySettings(
        initialDelay,
        maxDelay,
        attempts,
        disableAfter,
        disableOver,
        onRejected,
        ordering,
        maxInFlight,
        queueCapacity,
        startFrom,
        after);
  }

  /** Returns these settings with another rule for disabling. */
  public DeliverySettings withDisable(int failuresInARow, Duration over) {
    return new DeliverySettings(
        initialDelay,
        maxDelay,
        maxAttempts,
        failuresInARow,
        over,
        onRejected,
        ordering,
        maxInFlight,
        queueCapacity,
        startFrom,
        after);
  }

  /** Returns these settings with another reaction to refused events. */
  public DeliverySettings withOnRejected(OnRejected reaction) {
    return new DeliverySettings(
        initialDelay,
        maxDelay,
        maxAttempts,
        disableAfter,
        disableOver,
        reaction,
        ordering,
        maxInFlight,
        queueCapacity,
        startFrom,
        after);
  }

  /** Returns these settings with another ordering and number of batches under way. */
  public DeliverySettings withOrdering(Ordering order, int batchesInFlight) {
    return new DeliverySettings(
        initialDelay,
        maxDelay,
        maxAttempts,
        disableAfter,
        disableOver,
        onRejected,
        order,
        batchesInFlight,
        queueCapacity,
        startFrom,
        after);
  }

  /** Returns these settings with another capacity of the queue in memory. */
  public DeliverySettings withQueueCapacity(int events) {
    return new DeliverySettings(
        initialDelay,
        maxDelay,
        maxAttempts,
        disableAfter,
        disableOver,
        onRejected,
        ordering,
        maxInFlight,
        events,
        startFrom,
        after);
  }

  /** Returns these settings with another beginning. */
  public DeliverySettings withStartFrom(StartFrom start) {
    return new DeliverySettings(
        initialDelay,
        maxDelay,
        maxAttempts,
        disableAfter,
        disableOver,
        onRejected,
        ordering,
        maxInFlight,
        queueCapacity,
        start,
        after);
  }

  /** Returns these settings with the emitters that must have settled an event first. */
  public DeliverySettings withAfter(String... emitterIds) {
    return new DeliverySettings(
        initialDelay,
        maxDelay,
        maxAttempts,
        disableAfter,
        disableOver,
        onRejected,
        ordering,
        maxInFlight,
        queueCapacity,
        startFrom,
        List.of(emitterIds));
  }
}
