package dev.emitter.delivery;

import dev.emitter.event.EncodedEvent;
import dev.emitter.log.LoggedEvent;
import dev.emitter.log.Position;
import dev.emitter.topic.Topic;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * An event set aside for one emitter. Its copy is where the log keeps its data, on disk as a rule,
 * and is read by {@link #event}; the rest is at hand. Immutable and thread-safe.
 */
public final class ParkedEvent {

  private final String emitterId;
  private final Origin origin;
  private final Supplier<EncodedEvent> copy;
  private final String reason;
  private final int attempts;
  private final Instant at;

  /**
   * Where an event comes from.
   *
   * @param position its place in the log
   * @param topic the topic it was published on
   * @param id the id of the event
   * @param publishedAt when the log accepted it
   */
  public record Origin(Position position, Topic topic, String id, Instant publishedAt) {

    /** Returns where an event of a log comes from. */
    public static Origin of(LoggedEvent event) {
      return new Origin(
          event.position(), event.topic(), event.event().event().getId(), event.publishedAt());
    }
  }

  /**
   * Creates one that reads its copy when it is asked for it.
   *
   * @param copy returns the event, on any thread
   */
  public ParkedEvent(
      String emitterId,
      Origin origin,
      Supplier<EncodedEvent> copy,
      String reason,
      int attempts,
      Instant at) {
    this.emitterId = emitterId;
    this.origin = origin;
    this.copy = copy;
    this.reason = reason;
    this.attempts = attempts;
    this.at = at;
  }

  /** Creates one that has its event at hand. */
  public ParkedEvent(String emitterId, LoggedEvent event, String reason, int attempts, Instant at) {
    this(emitterId, Origin.of(event), event::event, reason, attempts, at);
  }

  /** Returns the id of the emitter. */
  public String emitterId() {
    return emitterId;
  }

  /** Returns where the event comes from. */
  public Origin origin() {
    return origin;
  }

  /** Returns where the event was in the log. */
  public Position position() {
    return origin.position();
  }

  /**
   * Reads the event, as it was in the log. Each call may read it anew: whoever has many of them
   * reads one after the other, or their copies fill the memory.
   *
   * @throws dev.emitter.log.EventLogException if the copy cannot be read, or is not kept any more,
   *     such as after the event was delivered or forgotten
   */
  public LoggedEvent event() {
    return new LoggedEvent(origin.position(), origin.topic(), copy.get(), origin.publishedAt());
  }

  /** Returns why it was set aside. */
  public String reason() {
    return reason;
  }

  /** Returns how often it was tried. */
  public int attempts() {
    return attempts;
  }

  /** Returns when it was set aside. */
  public Instant at() {
    return at;
  }

  /** Returns whether this is the same event, set aside for the same emitter at the same time. */
  @Override
  public boolean equals(Object other) {
    return other instanceof ParkedEvent that
        && emitterId.equals(that.emitterId)
        && origin.equals(that.origin)
        && reason.equals(that.reason)
        && attempts == that.attempts
        && at.equals(that.at);
  }

  @Override
  public int hashCode() {
    return Objects.hash(emitterId, origin.position(), at);
  }

  /** Returns which event it is and why it was set aside, for people; does not read the event. */
  @Override
  public String toString() {
    return "event "
        + origin.id()
        + " on "
        + origin.topic()
        + " at position "
        + origin.position()
        + ", set aside for emitter "
        + emitterId
        + " at "
        + at
        + " after "
        + attempts
        + (attempts == 1 ? " attempt: " : " attempts: ")
        + reason;
  }
}
