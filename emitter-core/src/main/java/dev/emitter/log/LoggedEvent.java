package dev.emitter.log;

import dev.emitter.event.EncodedEvent;
import dev.emitter.topic.Topic;
import java.time.Instant;

/**
 * An event in a log. Immutable.
 *
 * @param position its place
 * @param topic the topic it was published on
 * @param event the event
 * @param publishedAt when the log accepted it
 */
public record LoggedEvent(
    Position position, Topic topic, EncodedEvent event, Instant publishedAt) {}
