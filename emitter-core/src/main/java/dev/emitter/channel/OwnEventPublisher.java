package dev.emitter.channel;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Publishes what a channel tells of its emitter as one of the library's own events. Thread-safe.
 */
@FunctionalInterface
public interface OwnEventPublisher {

  /** Publishes nothing. */
  OwnEventPublisher NONE = (type, data) -> {};

  /**
   * Publishes an event on the topic {@code [emitter, <id>]}, if some emitter names that topic.
   * Never waits and never throws: with a full log the event is left out and logged.
   *
   * @param type the type of the event
   * @param data what happened; the id, type and owner of the emitter are added
   */
  void publish(String type, ObjectNode data);
}
