package dev.emitter.delivery;

import dev.emitter.log.EventLogException;
import java.util.List;

/**
 * Keeps what happened to deliveries, for people and programs that look back. It is best effort:
 * nothing that is delivered, tried again or disabled depends on it. Implementations are
 * thread-safe. A delivery log belongs to one {@code Emitters}, which closes it.
 */
public interface DeliveryLog extends AutoCloseable {

  /**
   * Keeps an attempt. Never waits and never throws: what cannot be kept is counted, see {@link
   * #dropped}. Does nothing after close.
   */
  void record(DeliveryAttempt attempt);

  /**
   * Keeps an attempt of a user's emitter, as {@link #record} does: beyond so many of that user's,
   * they push out that user's own; none of them pushes out those of operators. A log of the
   * application that does not know of users keeps it as any other.
   *
   * @param owner the user whom the emitter belongs to
   * @param most how many of that user's are kept, each counting as {@link
   *     DeliveryAttempt#countsAs()}
   */
  default void recordOf(String owner, long most, DeliveryAttempt attempt) {
    record(attempt);
  }

  /** Returns how many attempts count for a user now; 0 if this log does not know of users. */
  default long countOf(String owner) {
    return 0;
  }

  /**
   * Returns the attempts asked for, those recorded last first. What was recorded before is among
   * them, unless it was dropped or is no longer kept.
   *
   * @throws EventLogException if they cannot be read
   */
  List<DeliveryAttempt> find(AttemptQuery query);

  /**
   * Keeps what a receiver has reported, and returns once it survives the end of the process, if
   * this log does.
   *
   * @throws EventLogException if it cannot be kept now
   * @throws IllegalStateException after close
   */
  void acknowledge(Acknowledgement acknowledgement);

  /**
   * Returns what was reported about an event that an emitter has delivered, the latest report
   * first.
   *
   * @throws EventLogException if it cannot be read
   */
  List<Acknowledgement> acknowledgements(String emitterId, String eventId);

  /** Returns how many attempts could not be kept since this log was opened. */
  long dropped();

  /** Keeps what was recorded, if that takes no more than a few seconds, and lets go. */
  @Override
  void close();
}
