package dev.emitter.handler;

import dev.emitter.topic.Topic;
import io.cloudevents.CloudEvent;

/**
 * Code of the application that receives events. It is called on a thread of its own, one event at a
 * time, in order; it may block. Whatever it throws counts as a failed delivery: the event is tried
 * again, and a handler that keeps failing is disabled.
 */
@FunctionalInterface
public interface EventHandler {

  /** Receives an event; returning means it was handled. */
  void handle(Topic topic, CloudEvent event) throws Exception;
}
