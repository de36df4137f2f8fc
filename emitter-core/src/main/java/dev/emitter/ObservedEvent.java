package dev.emitter;

import dev.emitter.PublicationObserver.Observation;
import dev.emitter.event.EncodedEvent;
import dev.emitter.problem.Loggers;
import dev.emitter.topic.Topic;
import io.cloudevents.CloudEvent;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * A completed event on its way to the log, with who accompanies it.
 *
 * @param observation accompanies it, or null for nobody
 */
record ObservedEvent(EncodedEvent event, @Nullable Observation observation) {

  private static final Logger LOG = Loggers.of(PublicationObserver.class);

  /** Completes an event, accompanied from here on. */
  static ObservedEvent of(
      @Nullable PublicationObserver observer,
      Topic topic,
      CloudEvent event,
      Function<CloudEvent, EncodedEvent> completion) {
    if (observer == null) {
      return new ObservedEvent(completion.apply(event), null);
    }
    Observation observation = begin(observer, topic, event);
    CloudEvent observed = observed(observation, event);
    try {
      return new ObservedEvent(completion.apply(observed), observation);
    } catch (RuntimeException e) {
      end(observation, observed, null, e);
      throw e;
    }
  }

  private static @Nullable Observation begin(
      PublicationObserver observer, Topic topic, CloudEvent event) {
    try {
      return observer.begin(topic, event);
    } catch (RuntimeException | LinkageError e) { // the code of others must not stop publishing
      LOG.warn("a PublicationObserver failed; the event is published without it", e);
      return null;
    }
  }

  private static CloudEvent observed(@Nullable Observation observation, CloudEvent event) {
    try {
      return observation == null ? event : observation.event();
    } catch (RuntimeException | LinkageError e) { // the code of others must not stop publishing
      LOG.warn("a PublicationObserver failed; the event is published as it was given", e);
      return event;
    }
  }

  /** The log has accepted it, or not. */
  void end(@Nullable Receipt receipt, @Nullable Throwable failure) {
    end(observation, event.event(), receipt, failure);
  }

  private static void end(
      @Nullable Observation observation,
      CloudEvent event,
      @Nullable Receipt receipt,
      @Nullable Throwable failure) {
    if (observation == null) {
      return;
    }
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    try {
      observation.end(event, receipt, cause == null ? failure : cause);
    } catch (RuntimeException | LinkageError e) { // the code of others must not stop publishing
      LOG.warn("a PublicationObserver failed at the end of a publication; it was ignored", e);
    }
  }
}
