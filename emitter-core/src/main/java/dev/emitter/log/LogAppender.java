package dev.emitter.log;

import dev.emitter.event.EncodedEvent;
import dev.emitter.topic.Topic;
import java.util.concurrent.CompletionStage;

/** Takes events at the end of a log. Implementations are thread-safe. */
public interface LogAppender {

  /**
   * Appends an event. The stage completes with its position once the log has accepted it as durably
   * as it promises, or with {@link EventLogException}. Events appended by one thread one after the
   * other keep that order. May block the caller while the log is full, if it is so configured.
   *
   * @throws EventLogException if the log is full or fails, when it knows at once
   * @throws IllegalStateException after close
   */
  CompletionStage<Position> append(Topic topic, EncodedEvent event);

  /**
   * Appends one of the library's own events without ever waiting.
   *
   * @return whether there was room
   */
  boolean offer(Topic topic, EncodedEvent event);
}
