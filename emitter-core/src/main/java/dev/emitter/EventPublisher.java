package dev.emitter;

import dev.emitter.event.InvalidEventException;
import dev.emitter.log.EventLogException;
import dev.emitter.topic.Topic;
import io.cloudevents.CloudEvent;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Publishes events; the one interface that application code needs. Implementations are thread-safe:
 * events that one thread publishes one after the other keep that order.
 *
 * <p>No method waits for a receiver. All of them wait while the log is full, by default for 10 s at
 * most ({@code blockFor} of the log), and then throw {@link EventLogException}. An interrupt ends
 * that wait with the same exception, and the thread stays interrupted.
 *
 * <p>Every method throws {@link InvalidEventException}, at once, for an event that is not valid,
 * for what cannot be written as JSON, and for a topic, type or event that is null. An event that it
 * refuses is refused again whenever it is tried. After {@link EventLogException} a caller may try
 * again, with the same id and source: in rare cases, such as a disk that fails while it syncs, the
 * log has the event although the call has failed, and receivers know the second one by these.
 */
public interface EventPublisher {

  /**
   * Publishes an event, and returns once the log has accepted it as durably as it promises. Missing
   * id, time and source are filled in.
   *
   * @return proof that the log has accepted the event
   * @throws InvalidEventException if the event breaks a rule of CloudEvents or of the catalogue
   * @throws EventLogException if the log is full or fails
   * @throws IllegalStateException after close
   */
  Receipt publish(Topic topic, CloudEvent event);

  /**
   * Publishes data as an event of a type, as {@link #publish(Topic, CloudEvent)} does; id, source
   * and time are filled in.
   *
   * @param data what becomes the event's JSON data: a record, a bean, a map, a JSON tree; null
   *     becomes JSON null, which is data
   * @return proof that the log has accepted the event
   * @throws InvalidEventException if the data cannot be written as JSON, or the event breaks a rule
   * @throws EventLogException if the log is full or fails
   * @throws IllegalStateException after close
   */
  default Receipt publish(Topic topic, String type, @Nullable Object data) {
    return publish(topic, type, data, attributes -> {});
  }

  /**
   * Publishes data as an event of a type with further attributes, such as {@code event ->
   * event.subject("order-7").partitionKey("customer-3")}.
   *
   * @param data what becomes the event's JSON data; null becomes JSON null
   * @param attributes sets them; called once, on this thread
   * @return proof that the log has accepted the event
   * @throws InvalidEventException if the data cannot be written as JSON, or the event breaks a rule
   * @throws EventLogException if the log is full or fails
   * @throws IllegalStateException after close
   */
  Receipt publish(
      Topic topic, String type, @Nullable Object data, Consumer<EventAttributes> attributes);

  /**
   * Publishes events in order. None is published if one of them is not valid; if the log stops
   * accepting them on the way, those before have been published, and the exception says how many.
   *
   * @return a receipt for each event, in their order
   * @throws InvalidEventException if one of them breaks a rule; none is published
   * @throws EventLogException if the log is full or fails
   * @throws IllegalStateException after close
   */
  List<Receipt> publishAll(Topic topic, List<CloudEvent> events);

  /**
   * Publishes an event without waiting for the disk: the log has taken it over when this returns,
   * and the stage says when it is as durable as the log promises. Waits while the log is full, as
   * {@code publish} does.
   *
   * @return completes with the receipt, or with {@link EventLogException} if the log fails after
   *     all. A log in memory has completed it; a log on disk completes it on a thread of its own,
   *     which must not be held up: continue with {@code thenAcceptAsync} whatever may block
   * @throws InvalidEventException if the event breaks a rule of CloudEvents or of the catalogue
   * @throws EventLogException if the log is full or knows at once that it fails
   * @throws IllegalStateException after close
   */
  CompletionStage<Receipt> publishAsync(Topic topic, CloudEvent event);

  /**
   * Publishes data as an event of a type, as {@link #publish(Topic, String, Object)} does, without
   * waiting for the disk, as {@link #publishAsync(Topic, CloudEvent)} does.
   *
   * @throws InvalidEventException if the data cannot be written as JSON, or the event breaks a rule
   * @throws EventLogException if the log is full or knows at once that it fails
   * @throws IllegalStateException after close
   */
  default CompletionStage<Receipt> publishAsync(Topic topic, String type, @Nullable Object data) {
    return publishAsync(topic, type, data, attributes -> {});
  }

  /**
   * Publishes data as an event of a type with further attributes, without waiting for the disk.
   *
   * @param attributes sets them; called once, on this thread
   * @throws InvalidEventException if the data cannot be written as JSON, or the event breaks a rule
   * @throws EventLogException if the log is full or knows at once that it fails
   * @throws IllegalStateException after close
   */
  CompletionStage<Receipt> publishAsync(
      Topic topic, String type, @Nullable Object data, Consumer<EventAttributes> attributes);
}
