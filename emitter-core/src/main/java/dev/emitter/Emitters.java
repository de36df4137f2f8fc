package dev.emitter;

import dev.emitter.channel.ShareUsage;
import dev.emitter.config.ChannelTypes;
import dev.emitter.handler.EventHandler;
import dev.emitter.topic.Topic;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The library at work: publishes events to a log and lets every emitter that selects an event carry
 * it to its destination, in order, at least once. Thread-safe.
 *
 * <pre>{@code
 * try (Emitters emitters =
 *     Emitters.builder()
 *         .source(URI.create("https://shop.example"))
 *         .definitions(Path.of("system-emitters"))
 *         .start()) {
 *   emitters.publish(Topic.of("orders", "eu"), "order.placed", order);
 * }
 * }</pre>
 */
public final class Emitters extends ForwardingAdmin
    implements EventPublisher, EmitterAdmin, DeliveryAdmin, AutoCloseable {

  private final EmittersParts parts;
  private final EventPublisher publisher;
  private final Duration closeGrace;
  private final AtomicBoolean closed = new AtomicBoolean();

  Emitters(EmittersBuilder settings) {
    this(new EmittersParts(settings), settings.closeGrace);
  }

  private Emitters(EmittersParts parts, Duration closeGrace) {
    super(parts.emitters, parts.deliveries);
    this.parts = parts;
    this.publisher = parts.publication;
    this.closeGrace = closeGrace;
  }

  /** Starts the configuration of emitters. */
  public static EmittersBuilder builder() {
    return new EmittersBuilder();
  }

  Emitters start(boolean refuseBroken, boolean watch) {
    parts.engine.open();
    try {
      parts.start(refuseBroken, watch);
    } catch (Throwable e) { // also one such as a class that a channel lacks
      close(Duration.ZERO);
      throw e;
    }
    return this;
  }

  // Publishing.

  @Override
  public Receipt publish(Topic topic, CloudEvent event) {
    return publisher.publish(topic, event);
  }

  @Override
  public Receipt publish(
      Topic topic, String type, @Nullable Object data, Consumer<EventAttributes> attributes) {
    return publisher.publish(topic, type, data, attributes);
  }

  @Override
  public List<Receipt> publishAll(Topic topic, List<CloudEvent> events) {
    return publisher.publishAll(topic, events);
  }

  @Override
  public CompletionStage<Receipt> publishAsync(Topic topic, CloudEvent event) {
    return publisher.publishAsync(topic, event);
  }

  @Override
  public CompletionStage<Receipt> publishAsync(
      Topic topic, String type, @Nullable Object data, Consumer<EventAttributes> attributes) {
    return publisher.publishAsync(topic, type, data, attributes);
  }

  /** Returns what was published since the start. */
  public PublicationCounts publications() {
    return parts.publication.counts();
  }

  // Code of the application as an emitter.

  /**
   * Calls code of the application for each event on the topic and below: with its own cursor,
   * backlog, retries and state, like any emitter. Its id is made of the class of the handler and
   * the topic. A lambda has no name that a later process would know it by: with a log that keeps
   * cursors, give it one ({@link #on(String, Topic, EventHandler)}).
   *
   * @return the id of the emitter
   * @throws IllegalArgumentException if the handler is a lambda or of an anonymous class and the
   *     log keeps cursors, or if there is one of its class on this topic already
   */
  public String on(Topic topic, EventHandler handler) {
    String id = parts.handlers.id(topic, handler);
    on(id, topic, handler);
    return id;
  }

  /** Calls code of the application for each event on the topic and below, as emitter {@code id}. */
  public void on(String id, Topic topic, EventHandler handler) {
    on(id).topics(topic).handle(handler).start();
  }

  /**
   * Begins an emitter {@code id} whose events go to code of the application: to one handler, or to
   * several in order, and only those events that topics, messages and a filter select.
   */
  public HandlerBuilder on(String id) {
    return new HandlerBuilder(id, parts.handlers::start);
  }

  // What all emitters share.

  /** Returns the channel types at hand. */
  public ChannelTypes types() {
    return parts.types;
  }

  /** Returns how many requests and look-ups of all owners are under way, and how many wait. */
  public ShareUsage shareUsage() {
    return parts.shares.usage();
  }

  // Waiting and closing.

  /**
   * Waits until every emitter has settled all that was published, or is disabled. An interrupt ends
   * the wait: then this returns false and the thread stays interrupted.
   *
   * @return whether that came to be within the time
   */
  public boolean awaitIdle(Duration limit) {
    return await(() -> parts.engine.awaitIdle(limit));
  }

  /**
   * Waits until nothing more happens before time goes on: every emitter is idle, disabled, waiting
   * to try again, or waiting for another one, and no notifier is at work. For tests with a manual
   * clock. An interrupt ends the wait: then this returns false and the thread stays interrupted.
   *
   * @return whether that came to be within the time
   */
  public boolean awaitQuiet(Duration limit) {
    return awaitQuiet(limit, emitterId -> 0);
  }

  /**
   * Waits as {@link #awaitQuiet(Duration)} does, but not for calls that a channel made for tests
   * leaves without an answer until time goes on.
   *
   * @param held returns how many such calls there are for the emitter of an id; asked often
   * @return whether that came to be within the time
   */
  public boolean awaitQuiet(Duration limit, ToIntFunction<String> held) {
    return await(() -> parts.engine.awaitQuiet(limit, held));
  }

  @FunctionalInterface
  private interface Waiting {
    boolean await() throws InterruptedException;
  }

  private static boolean await(Waiting waiting) {
    try {
      return waiting.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Closes with the grace that the builder was given. */
  @Override
  public void close() {
    close(closeGrace);
  }

  /**
   * Refuses further publications, delivers what can be delivered within the grace, and closes all
   * channels, the delivery log and the log. Later calls do nothing. With a log that keeps cursors
   * it does not wait for an emitter that only waits to try again; what is left is logged.
   *
   * @param grace how long all of it may take; a second more where channels do not close in time
   */
  public void close(Duration grace) {
    if (closed.compareAndSet(false, true)) {
      parts.close(grace);
    }
  }
}
