package dev.emitter;

import dev.emitter.topic.Topic;
import io.cloudevents.CloudEvent;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Publishes events; the one interface that application code needs. Implementations are thread-safe:
 * events that one thread publishes one after the other keep that order.
 *
 * <p>Every method refuses an event that is not valid with {@link
 * dev.emitter.event.InvalidEventException}, fails with {@link dev.emitter.log.EventLogException}
 * when the log does not accept it, and with {@link IllegalStateException} after close.
 */
public interface EventPublisher {

  /**
   * Publishes an event. Missing id, time and source are filled in (requirement E2).
   *
   * @return proof that the log has accepted the event as durably as it promises
   */
  Receipt publish(Topic topic, CloudEvent event);

  /**
   * Publishes data as an event of a type (requirement U1).
   *
   * @param data what becomes the event's JSON data: a record, a bean, a map, a JSON tree
   */
  Receipt publish(Topic topic, String type, Object data);

  /**
   * Publishes events in order. None is published if one of them is not valid; if the log stops
   * accepting them on the way, those before have been published, and the exception says how many.
   */
  List<Receipt> publishAll(Topic topic, List<CloudEvent> events);

  /** Publishes an event without waiting for the log to make it durable. */
  CompletionStage<Receipt> publishAsync(Topic topic, CloudEvent event);
}
