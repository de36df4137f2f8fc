package dev.emitter.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an emitter is doing. The counts are of the application's events since the emitter was
 * registered in this process. Immutable.
 *
 * @param id the emitter
 * @param type its channel type
 * @param owner its user, or null for a system emitter
 * @param state its state
 * @param since when it entered that state
 * @param reason why it is disabled or retrying, or what it waits for on this side, such as its
 *     owner's share of requests; null if for nothing
 * @param disabledBy who has disabled it; null if it is not disabled
 * @param disabledByPerson the name of the person who has, or null if that is not known
 * @param matched events selected for it
 * @param delivered events delivered
 * @param filtered events on its topics, that its owner may see, that were not selected
 * @param retried attempts that failed and were or will be repeated
 * @param parked events set aside, with those that earlier processes have left
 * @param dropped selected events that left the log before they were settled, and parked ones that
 *     were forgotten as their owner had too many; with what was gone already when the process
 *     began, of which only the most that it can be is known
 * @param skipped selected events that a person has left out ({@code Emitters.skipToNow})
 * @param withheld selected events that were not sent, as its owner had lost the right to them by
 *     then
 * @param filterFailures events on which its filter could not be evaluated
 * @param backlog how many events wait for it: exact while it keeps up, and the number of selected
 *     events then. While it has not read all of the log, as after a restart with a backlog or when
 *     it has fallen behind, an estimate from above: events it has yet to look at count, be they for
 *     it or not. For an alert use {@code waitingSince}
 * @param queuedBytes about how many bytes of memory the events take that wait for it there; those
 *     beyond its share wait in the log alone. An event that waits for several emitters is counted
 *     for each of them
 * @param waitingSince when the oldest event was published that it has yet to settle, or, if it
 *     knows of none but has not read all of the log, that it has yet to look at; null if there is
 *     none
 * @param failuresInDay attempts of the last 24 hours that failed and counted towards disabling
 * @param slow whether its receiver takes longer to answer than {@code delivery.slowAfter} says, on
 *     the average of recent attempts
 * @param busy for how long calls of its channel were under way, since it was registered in this
 *     process; as a share of the time that has passed it says how busy the emitter is
 * @param limitedBy the name of the limit of its owner that it waits for now ({@link
 *     OwnerLimit#label}), or null
 * @param lastErrors the latest errors, the newest first
 */
public record EmitterStatus(
    String id,
    String type,
    @Nullable String owner,
    EmitterState state,
    Instant since,
    @Nullable String reason,
    @Nullable DisabledBy disabledBy,
    @Nullable String disabledByPerson,
    long matched,
    long delivered,
    long filtered,
    long retried,
    long parked,
    long dropped,
    long skipped,
    long withheld,
    long filterFailures,
    long backlog,
    long queuedBytes,
    @Nullable Instant waitingSince,
    int failuresInDay,
    boolean slow,
    Duration busy,
    @Nullable String limitedBy,
    List<DeliveryError> lastErrors) {

  /** Creates a status with a copy of the list. */
  public EmitterStatus {
    lastErrors = List.copyOf(lastErrors);
  }

  /** Returns this status with another reason, or none. */
  public EmitterStatus withReason(@Nullable String other) {
    return new EmitterStatus(
        id,
        type,
        owner,
        state,
        since,
        other,
        disabledBy,
        disabledByPerson,
        matched,
        delivered,
        filtered,
        retried,
        parked,
        dropped,
        skipped,
        withheld,
        filterFailures,
        backlog,
        queuedBytes,
        waitingSince,
        failuresInDay,
        slow,
        busy,
        limitedBy,
        lastErrors);
  }

  /** How an emitter has been doing in the last 24 hours. */
  public enum Health {
    /** No attempt has failed. */
    STABLE,
    /** Some attempts have failed. */
    UNSTABLE,
    /** Nothing is delivered until a person enables it. */
    DISABLED
  }

  /** Returns how it has been doing in the last 24 hours. */
  public Health health() {
    if (state == EmitterState.DISABLED) {
      return Health.DISABLED;
    }
    return failuresInDay == 0 ? Health.STABLE : Health.UNSTABLE;
  }

  /** Returns the reason of the latest error, or null if there was none. */
  public @Nullable String lastError() {
    return lastErrors.isEmpty() ? null : lastErrors.get(0).reason();
  }
}
