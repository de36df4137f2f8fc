package dev.emitter.delivery;

import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.log.LoggedEvent;
import dev.emitter.log.Position;
import dev.emitter.topic.Topic;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Is told what happens, for metrics, traces and tests, by one thread in the order in which it
 * happened, perhaps some time later; of publications alone by the threads that publish. While it
 * hangs, emitters deliver until 10,000 calls are due. What it throws is logged and ignored.
 * Implementations are thread-safe.
 */
public interface EmitterListener {

  /**
   * An emitter was registered, or its definition has changed: told before anything else that this
   * definition leads to.
   *
   * @param type its channel type
   * @param owner its user, or null for a system emitter
   */
  default void registered(String emitterId, String type, @Nullable String owner) {}

  /** An event of the application was accepted by the log. */
  default void published(Topic topic, CloudEvent event) {}

  /**
   * An event of the application was accepted by the log. The library calls this one alone; it calls
   * {@link #published(Topic, CloudEvent)} unless it is overridden.
   *
   * @param took how long the log took to accept it
   */
  default void published(Topic topic, CloudEvent event, Duration took) {
    published(topic, event);
  }

  /** An emitter was selected for an event. */
  default void matched(String emitterId, LoggedEvent event) {}

  /** An attempt ended. */
  default void attempted(Delivery delivery, DeliveryResult result) {}

  /**
   * An attempt ended. The library calls this one alone; it calls {@link #attempted(Delivery,
   * DeliveryResult)} unless it is overridden.
   *
   * @param took how long the channel took for the attempt, or for the whole batch it was part of
   */
  default void attempted(Delivery delivery, DeliveryResult result, Duration took) {
    attempted(delivery, result);
  }

  /** An event was set aside. */
  default void parked(ParkedEvent event) {}

  /**
   * An event that was set aside is forgotten, as its owner has more of them than may be kept. Its
   * copy may be gone already.
   */
  default void parkedDropped(ParkedEvent event) {}

  /** An event that the emitter was selected for left the log before the emitter had read it. */
  default void dropped(String emitterId, Topic topic, CloudEvent event) {}

  /**
   * An emitter begins behind events that have left the log while it was not at work, or that an
   * earlier process had in memory alone when it ended. Which of them were for it cannot be told any
   * more.
   *
   * @param after the position up to which it had settled all
   * @param upTo the position behind which it goes on
   * @param most how many events it has lost at most
   */
  default void droppedBetween(String emitterId, Position after, Position upTo, long most) {}

  /** An emitter changed its state. */
  default void stateChanged(String emitterId, EmitterState state, @Nullable String reason) {}
}
