package dev.emitter.cli;

import dev.emitter.topic.Topic;
import io.cloudevents.CloudEvent;

/**
 * A line of events: {@code {"topic":["a","b"],"event":{..}}}.
 *
 * @param topic where the event is published
 * @param event the event, whose data has the bytes of the line
 */
record EventLine(Topic topic, CloudEvent event) {}
