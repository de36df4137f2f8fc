package dev.emitter;

import dev.emitter.channel.CheckResult;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.channel.ShareUsage;
import dev.emitter.config.ChannelTypes;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.definition.StoredDefinition;
import dev.emitter.delivery.Acknowledgement;
import dev.emitter.delivery.AttemptQuery;
import dev.emitter.delivery.DeliveryAttempt;
import dev.emitter.delivery.DeliveryQuery;
import dev.emitter.delivery.DeliveryRecord;
import dev.emitter.delivery.EmitterStatus;
import dev.emitter.delivery.Explanation;
import dev.emitter.delivery.OwnerUsage;
import dev.emitter.delivery.ParkedEvent;
import dev.emitter.delivery.Resubmission;
import dev.emitter.handler.EventHandler;
import dev.emitter.log.LoggedEvent;
import dev.emitter.problem.Problem;
import dev.emitter.topic.Topic;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
public final class Emitters implements EventPublisher, EmitterAdmin, DeliveryAdmin, AutoCloseable {

  private final EmittersParts parts;
  private final EventPublisher publisher;
  private final EmitterAdmin admin;
  private final DeliveryAdmin deliveries;
  private final Duration closeGrace;
  private final AtomicBoolean closed = new AtomicBoolean();

  Emitters(EmittersBuilder settings) {
    this.parts = new EmittersParts(settings);
    this.publisher = parts.publication;
    this.admin = parts.emitters;
    this.deliveries = parts.deliveries;
    this.closeGrace = settings.closeGrace;
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

  // Which emitters there are.

  @Override
  public Registration register(EmitterDefinition definition) {
    return admin.register(definition);
  }

  @Override
  public Registration registerUser(String owner, String json) {
    return admin.registerUser(owner, json);
  }

  @Override
  public Registration changeUser(String owner, String id, long version, String json) {
    return admin.changeUser(owner, id, version, json);
  }

  @Override
  public void removeUser(String owner, String id, long version) {
    admin.removeUser(owner, id, version);
  }

  @Override
  public boolean remove(String id) {
    return admin.remove(id);
  }

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

  @Override
  public List<EmitterDefinition> definitions() {
    return admin.definitions();
  }

  @Override
  public List<StoredDefinition> userDefinitions(String owner) {
    return admin.userDefinitions(owner);
  }

  @Override
  public List<String> absent() {
    return admin.absent();
  }

  @Override
  public List<Problem> problems() {
    return admin.problems();
  }

  /** Returns the channel types at hand. */
  public ChannelTypes types() {
    return parts.types;
  }

  // How they are doing.

  @Override
  public List<EmitterStatus> status() {
    return admin.status();
  }

  @Override
  public EmitterStatus status(String id) {
    return admin.status(id);
  }

  @Override
  public boolean enable(String id) {
    return admin.enable(id);
  }

  @Override
  public boolean disable(String id, String reason, @Nullable String person) {
    return admin.disable(id, reason, person);
  }

  @Override
  public CompletionStage<CheckResult> check(String id) {
    return admin.check(id);
  }

  @Override
  public <T> Optional<T> unwrap(String id, Class<T> type) {
    return admin.unwrap(id, type);
  }

  @Override
  public Explanation explain(Topic topic, CloudEvent event, String emitterId) {
    return admin.explain(topic, event, emitterId);
  }

  @Override
  public Explanation explain(LoggedEvent event, String emitterId) {
    return admin.explain(event, emitterId);
  }

  @Override
  public Map<String, Long> limitsReached() {
    return admin.limitsReached();
  }

  @Override
  public OwnerUsage ownerUsage(String owner) {
    return admin.ownerUsage(owner);
  }

  /** Returns how many requests and look-ups of all owners are under way, and how many wait. */
  public ShareUsage shareUsage() {
    return parts.shares.usage();
  }

  // What became of events.

  @Override
  public List<DeliveryRecord> deliveries(String id, DeliveryQuery query) {
    return deliveries.deliveries(id, query);
  }

  @Override
  public List<DeliveryAttempt> attempts(AttemptQuery query) {
    return deliveries.attempts(query);
  }

  @Override
  public void acknowledge(Acknowledgement acknowledgement) {
    deliveries.acknowledge(acknowledgement);
  }

  @Override
  public List<Acknowledgement> acknowledgements(String emitterId, String eventId) {
    return deliveries.acknowledgements(emitterId, eventId);
  }

  @Override
  public List<ParkedEvent> parked(String id) {
    return deliveries.parked(id);
  }

  @Override
  public int discardParked(String id) {
    return deliveries.discardParked(id);
  }

  @Override
  public CompletionStage<List<Resubmission>> resubmit(String id, List<LoggedEvent> events) {
    return deliveries.resubmit(id, events);
  }

  @Override
  public CompletionStage<List<Resubmission>> resubmit(
      EmitterDefinition to, List<LoggedEvent> events) {
    return deliveries.resubmit(to, events);
  }

  @Override
  public CompletionStage<Integer> resubmitParked(String id) {
    return deliveries.resubmitParked(id);
  }

  @Override
  public CompletionStage<DeliveryResult> test(EmitterDefinition definition) {
    return deliveries.test(definition);
  }

  @Override
  public long skipToNow(String id) {
    return deliveries.skipToNow(id);
  }

  @Override
  public long skipToEvent(String id, String eventId) {
    return deliveries.skipToEvent(id, eventId);
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
