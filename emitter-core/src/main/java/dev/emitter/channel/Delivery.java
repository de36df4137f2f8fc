package dev.emitter.channel;

import dev.emitter.event.EncodedEvent;
import dev.emitter.topic.Topic;
import java.time.Instant;

/**
 * One attempt to carry an event to the destination of an emitter. Immutable.
 *
 * @param emitterId the emitter
 * @param topic the topic the event was published on
 * @param event the event; encode it with the presentation of the channel's context
 * @param publishedAt when it was published
 * @param attempt which attempt this is, counted from 1
 * @param resubmitted whether a person sends the event again, outside the order of the log
 */
public record Delivery(
    String emitterId,
    Topic topic,
    EncodedEvent event,
    Instant publishedAt,
    int attempt,
    boolean resubmitted) {

  /** Creates an attempt in the usual course, which nobody has asked for. */
  public Delivery(
      String emitterId, Topic topic, EncodedEvent event, Instant publishedAt, int attempt) {
    this(emitterId, topic, event, publishedAt, attempt, false);
  }
}
