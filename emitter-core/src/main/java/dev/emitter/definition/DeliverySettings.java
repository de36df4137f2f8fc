package dev.emitter.definition;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * How an emitter delivers: the member {@code delivery} of a definition. Immutable.
 *
 * @param initialDelay the wait after the first failure
 * @param maxDelay the longest wait between two attempts
 * @param maxAttempts attempts after which an event is parked; 0 for no limit
 * @param disableAfter failures in a row after which the emitter is disabled
 * @param disableOver for how long at least they must have lasted
 * @param disablePerDay failures within 24 hours after which the emitter is disabled; 0 for no such
 *     limit, -1 for what its channel type says
 * @param onRejected what happens when the receiver refuses an event for good
 * @param ordering which deliveries must keep their order
 * @param maxInFlight how many batches may be under way at once when the ordering allows it
 * @param queueCapacity how many matched events wait in memory before the emitter reads the log
 *     itself
 * @param startFrom where a new emitter begins
 * @param after the emitters that must have settled an event before this one gets it
 * @param slowAfter the mean time of recent answers from which on the emitter counts as slow
 */
public record DeliverySettings(
    Duration initialDelay,
    Duration maxDelay,
    int maxAttempts,
    int disableAfter,
    Duration disableOver,
    int disablePerDay,
    OnRejected onRejected,
    Ordering ordering,
    int maxInFlight,
    int queueCapacity,
    StartFrom startFrom,
    List<String> after,
    Duration slowAfter) {

  /** What happens to an event that the receiver refuses for good. */
  public enum OnRejected {
    /** It is set aside with its reason and the emitter goes on. */
    PARK,
    /** The emitter is disabled; the event stays the next one to deliver. */
    DISABLE
  }

  /** The value of {@code disablePerDay} that leaves it to the channel type. */
  public static final int BY_CHANNEL = -1;

  /** The settings of a definition that says nothing. */
  public static final DeliverySettings DEFAULT =
      new DeliverySettings(
          Duration.ofMillis(500),
          Duration.ofSeconds(60),
          0,
          10,
          Duration.ofMinutes(5),
          BY_CHANNEL,
          OnRejected.PARK,
          Ordering.STRICT,
          8,
          1024,
          new StartFrom.Resume(),
          List.of(),
          Duration.ofSeconds(1));

  /** Creates settings with a copy of the list. */
  public DeliverySettings {
    after = List.copyOf(after);
  }

  /** Returns these settings with other waits between attempts. */
  public DeliverySettings withRetry(Duration initial, Duration longest) {
    return with(
        changed -> {
          changed.initialDelay = initial;
          changed.maxDelay = longest;
        });
  }

  /** Returns these settings with a limit on the attempts for an event; 0 for none. */
  public DeliverySettings withMaxAttempts(int attempts) {
    return with(changed -> changed.maxAttempts = attempts);
  }

  /** Returns these settings with another rule for disabling. */
  public DeliverySettings withDisable(int failuresInARow, Duration over) {
    return with(
        changed -> {
          changed.disableAfter = failuresInARow;
          changed.disableOver = over;
        });
  }

  /** Returns these settings with another limit on the failures within 24 hours; 0 for none. */
  public DeliverySettings withDisablePerDay(int failures) {
    return with(changed -> changed.disablePerDay = failures);
  }

  /** Returns these settings with another reaction to refused events. */
  public DeliverySettings withOnRejected(OnRejected reaction) {
    return with(changed -> changed.onRejected = reaction);
  }

  /** Returns these settings with another ordering and number of batches under way. */
  public DeliverySettings withOrdering(Ordering order, int batchesInFlight) {
    return with(
        changed -> {
          changed.ordering = order;
          changed.maxInFlight = batchesInFlight;
        });
  }

  /** Returns these settings with another capacity of the queue in memory. */
  public DeliverySettings withQueueCapacity(int events) {
    return with(changed -> changed.queueCapacity = events);
  }

  /** Returns these settings with another beginning. */
  public DeliverySettings withStartFrom(StartFrom start) {
    return with(changed -> changed.startFrom = start);
  }

  /** Returns these settings with the emitters that must have settled an event first. */
  public DeliverySettings withAfter(String... emitterIds) {
    return with(changed -> changed.after = List.of(emitterIds));
  }

  /** Returns these settings with another mean time of answers from which on it counts as slow. */
  public DeliverySettings withSlowAfter(Duration mean) {
    return with(changed -> changed.slowAfter = mean);
  }

  private DeliverySettings with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.settings();
  }

  /** Settings that can be changed. */
  private static final class Draft {

    private Duration initialDelay;
    private Duration maxDelay;
    private int maxAttempts;
    private int disableAfter;
    private Duration disableOver;
    private int disablePerDay;
    private OnRejected onRejected;
    private Ordering ordering;
    private int maxInFlight;
    private int queueCapacity;
    private StartFrom startFrom;
    private List<String> after;
    private Duration slowAfter;

    Draft(DeliverySettings from) {
      this.initialDelay = from.initialDelay;
      this.maxDelay = from.maxDelay;
      this.maxAttempts = from.maxAttempts;
      this.disableAfter = from.disableAfter;
      this.disableOver = from.disableOver;
      this.disablePerDay = from.disablePerDay;
      this.onRejected = from.onRejected;
      this.ordering = from.ordering;
      this.maxInFlight = from.maxInFlight;
      this.queueCapacity = from.queueCapacity;
      this.startFrom = from.startFrom;
      this.after = from.after;
      this.slowAfter = from.slowAfter;
    }

    DeliverySettings settings() {
      return new DeliverySettings(
          initialDelay,
          maxDelay,
          maxAttempts,
          disableAfter,
          disableOver,
          disablePerDay,
          onRejected,
          ordering,
          maxInFlight,
          queueCapacity,
          startFrom,
          after,
          slowAfter);
    }
  }
}
