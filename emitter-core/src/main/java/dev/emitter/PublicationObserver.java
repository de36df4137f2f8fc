package dev.emitter;

import dev.emitter.topic.Topic;
import io.cloudevents.CloudEvent;
import org.jspecify.annotations.Nullable;

/**
 * Accompanies each publication, such as by a span of a trace, and may add extension attributes to
 * the event. Called on the threads that publish and on the log's own: it must return fast.
 * Implementations are thread-safe.
 *
 * <p>No publication fails because of what it throws: that is logged, and the event is published as
 * the application gave it. An event that it has made invalid is refused like any other.
 */
@FunctionalInterface
public interface PublicationObserver {

  /**
   * Begins to accompany a publication. Called on the publishing thread before the event is
   * completed and checked, so attributes may be missing; for each event of {@code publishAll}.
   */
  Observation begin(Topic topic, CloudEvent event);

  /** The publication of one event. */
  interface Observation {

    /** Returns the event to publish: the one given, or one with more extension attributes. */
    CloudEvent event();

    /**
     * The publication is over; called once.
     *
     * @param event the event as it was published, or as far as it was completed
     * @param receipt proof that the event was accepted, or null if it was not
     * @param failure why it was not accepted, or null if it was
     */
    void end(CloudEvent event, @Nullable Receipt receipt, @Nullable Throwable failure);
  }
}
