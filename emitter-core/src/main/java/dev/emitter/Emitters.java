package dev.emitter;

import static dev.emitter.delivery.OwnerLimit.LOOK_UPS;
import static dev.emitter.delivery.OwnerLimit.REQUESTS_UNDER_WAY;

import dev.emitter.EmitterRegistry.Source;
import dev.emitter.channel.Channel;
import dev.emitter.channel.ChannelProvider;
import dev.emitter.channel.ChannelShare;
import dev.emitter.channel.ChannelShares;
import dev.emitter.channel.CheckResult;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.channel.ResolvedEmitter;
import dev.emitter.channel.ShareUsage;
import dev.emitter.config.ChannelTypes;
import dev.emitter.config.DefinitionReader;
import dev.emitter.definition.DefinitionStore;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.definition.StoredDefinition;
import dev.emitter.delivery.Acknowledgement;
import dev.emitter.delivery.AttemptQuery;
import dev.emitter.delivery.DeliveryAttempt;
import dev.emitter.delivery.DeliveryQuery;
import dev.emitter.delivery.DeliveryRecord;
import dev.emitter.delivery.EmitterListener;
import dev.emitter.delivery.EmitterStatus;
import dev.emitter.delivery.Explanation;
import dev.emitter.delivery.OwnerLimit;
import dev.emitter.delivery.OwnerLimits;
import dev.emitter.delivery.OwnerUsage;
import dev.emitter.delivery.ParkedEvent;
import dev.emitter.delivery.Resubmission;
import dev.emitter.delivery.TimeSource;
import dev.emitter.engine.Engine;
import dev.emitter.engine.EngineSettings;
import dev.emitter.engine.SystemTime;
import dev.emitter.event.EventCompleter;
import dev.emitter.filter.FilterInput;
import dev.emitter.handler.EventHandler;
import dev.emitter.handler.HandlerChannelProvider;
import dev.emitter.handler.HandlerRegistry;
import dev.emitter.log.EventLog;
import dev.emitter.log.EventLogException;
import dev.emitter.log.LoggedEvent;
import dev.emitter.log.MemoryEventLog;
import dev.emitter.log.Position;
import dev.emitter.problem.EmitterException;
import dev.emitter.problem.Loggers;
import dev.emitter.problem.Problem;
import dev.emitter.topic.Topic;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

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

  private static final Logger LOG = Loggers.of(Emitters.class);

  private final Duration closeGrace;
  private final EventLog log;
  private final DeliveryBooks books;
  private final EventCompleter completer;
  private final Engine engine;
  private final Publication publication;
  private final DefinitionReader reader;
  private final OneTimeDeliveries once;
  private final ChannelTypes types;
  private final @Nullable SystemEmitters system;
  private final UserEmitters users;
  private final EmitterRegistry registry;
  private final ChannelShares shares;
  private final OwnerLimits limits;
  private final HandlerEmitters ofHandlers;
  private final UnknownEmitter unknown;
  private final AtomicBoolean closed = new AtomicBoolean();

  Emitters(EmittersBuilder settings) {
    this.closeGrace = settings.closeGrace;
    TimeSource time = settings.time != null ? settings.time : new SystemTime(settings.clock);
    this.log =
        settings.log != null ? settings.log : MemoryEventLog.builder().clock(time.clock()).build();
    this.completer =
        new EventCompleter(
            settings.source,
            time.clock(),
            () -> UUID.randomUUID().toString(),
            settings.maxEventBytes);
    this.books = DeliveryBooks.of(settings.deliveryLog, log, time.clock());
    EmitterListener told = settings.listener;
    EmitterListener listener = books.and(told);
    this.engine =
        new Engine(
            new EngineSettings(
                settings.execution,
                log,
                time,
                settings.random,
                listener,
                settings.catalogue,
                settings.users,
                settings.source,
                completer,
                settings.notifier,
                settings.recipients,
                settings.decorator,
                settings.ownerLimits,
                settings.delivering));
    this.publication =
        new Publication(
            new Publication.Parts(
                log,
                completer,
                settings.catalogue,
                settings.catalogueMode,
                settings.source,
                time.clock(),
                settings.mapper,
                settings.observer,
                told == null ? null : listener,
                time::nanoTime));
    HandlerRegistry handlers = settings.handlers.copy(); // or several starts would share them
    List<ChannelProvider> providers = new ArrayList<>(settings.channels);
    providers.add(new HandlerChannelProvider(handlers, settings.delivering));
    this.types = ChannelTypes.discover(providers);
    this.limits = settings.ownerLimits;
    this.shares =
        new ChannelShares(
            Math.toIntExact(Math.min(limits.of(REQUESTS_UNDER_WAY), Integer.MAX_VALUE)),
            Math.toIntExact(Math.min(limits.of(LOOK_UPS), Integer.MAX_VALUE)),
            () -> engine.owners().count(REQUESTS_UNDER_WAY.label()),
            () -> engine.owners().count(LOOK_UPS.label()));
    DefinitionReader ofAnyLog =
        new DefinitionReader(
                types, settings.dialects, settings.identities, settings.placeholders, time.clock())
            .knowing(settings.recipients)
            .sharing(shares);
    DefinitionReader plain = log.folder().isPresent() ? ofAnyLog : ofAnyLog.withoutFolders();
    this.reader =
        settings.catalogue == null
            ? plain
            : plain.warningOfNames(settings.catalogue).warningOfFilters(settings.catalogue);
    this.registry = new EmitterRegistry(engine);
    this.ofHandlers =
        new HandlerEmitters(handlers, registry, reader, engine, log.state().isPresent());
    this.unknown = new UnknownEmitter(engine, this::refused);
    this.system =
        settings.definitions == null
            ? null
            : new SystemEmitters(
                settings.definitions, reader, registry, time.clock(), settings.delivering);
    DefinitionStore store =
        settings.definitionStore == null
            ? new LogDefinitionStore(log.state().orElse(null))
            : settings.definitionStore;
    this.users =
        new UserEmitters(
            reader,
            store,
            registry,
            time.clock(),
            new OwnedDefinitions(settings.ownerLimits, engine.owners()::count),
            settings.delivering);
    this.once =
        new OneTimeDeliveries(
            engine, reader::resolve, completer, settings.source, time.clock(), books::note);
  }

  /** Starts the configuration of emitters. */
  public static EmittersBuilder builder() {
    return new EmittersBuilder();
  }

  Emitters start(boolean refuseBroken, boolean watch) {
    engine.open();
    try {
      if (system != null) {
        system.start(refuseBroken, watch);
      }
      users.restore();
      engine.start();
      engine.commit();
    } catch (RuntimeException e) {
      close(Duration.ZERO);
      throw e;
    }
    return this;
  }

  // Publishing.

  @Override
  public Receipt publish(Topic topic, CloudEvent event) {
    return publication.publish(topic, event);
  }

  @Override
  public Receipt publish(Topic topic, String type, @Nullable Object data) {
    return publication.publish(topic, type, data);
  }

  @Override
  public Receipt publish(
      Topic topic, String type, @Nullable Object data, Consumer<EventAttributes> attributes) {
    return publication.publish(topic, type, data, attributes);
  }

  @Override
  public List<Receipt> publishAll(Topic topic, List<CloudEvent> events) {
    return publication.publishAll(topic, events);
  }

  @Override
  public CompletionStage<Receipt> publishAsync(Topic topic, CloudEvent event) {
    return publication.publishAsync(topic, event);
  }

  @Override
  public CompletionStage<Receipt> publishAsync(Topic topic, String type, @Nullable Object data) {
    return publication.publishAsync(topic, type, data);
  }

  @Override
  public CompletionStage<Receipt> publishAsync(
      Topic topic, String type, @Nullable Object data, Consumer<EventAttributes> attributes) {
    return publication.publishAsync(topic, type, data, attributes);
  }

  /** Returns what was published since the start. */
  public PublicationCounts publications() {
    return publication.counts();
  }

  /** Returns how many requests and look-ups of all owners are under way, and how many wait. */
  public ShareUsage shareUsage() {
    return shares.usage();
  }

  // Emitters.

  @Override
  public Registration register(EmitterDefinition definition) {
    return registry.register(reader.resolve(definition), Source.APPLICATION);
  }

  @Override
  public Registration registerUser(String owner, String json) {
    return users.add(owner, json);
  }

  @Override
  public Registration changeUser(String owner, String id, long version, String json) {
    return users.change(owner, id, version, json);
  }

  @Override
  public void removeUser(String owner, String id, long version) {
    users.remove(owner, id, version);
    commitRemoval(id);
  }

  @Override
  public List<StoredDefinition> userDefinitions(String owner) {
    return users.of(owner);
  }

  @Override
  public Map<String, Long> limitsReached() {
    return engine.owners().reached();
  }

  @Override
  public OwnerUsage ownerUsage(String owner) {
    ChannelShare share = shares.of(owner);
    OwnerUsage usage = users.usage(owner);
    for (Map.Entry<OwnerLimit, Long> used : engine.usage(owner).entrySet()) {
      usage = usage.using(used.getKey(), used.getValue(), limits);
    }
    return usage
        .using(REQUESTS_UNDER_WAY, share.requestsUnderWay(), limits)
        .using(LOOK_UPS, share.lookUpsUnderWay(), limits);
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
    String id = ofHandlers.id(topic, handler);
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
    return new HandlerBuilder(id, ofHandlers::start);
  }

  @Override
  public boolean remove(String id) {
    Source source = registry.source(id);
    boolean known = registry.remove(id, () -> users.forget(id));
    ofHandlers.removed(id, source);
    commitRemoval(id);
    return known;
  }

  /** It is gone whether or not that can be stored at once. */
  private void commitRemoval(String id) {
    try {
      engine.commit();
    } catch (EventLogException e) {
      LOG.warn("emitter {} is removed; that cannot be stored now and is tried again", id, e);
    }
  }

  @Override
  public List<EmitterDefinition> definitions() {
    return engine.running().emitters().stream().map(ResolvedEmitter::definition).toList();
  }

  @Override
  public List<String> absent() {
    return engine.absent();
  }

  /** Returns the channel types at hand. */
  public ChannelTypes types() {
    return types;
  }

  @Override
  public List<Problem> problems() {
    List<Problem> all = new ArrayList<>(system == null ? List.of() : system.problems());
    all.addAll(users.problems());
    return List.copyOf(all);
  }

  private @Nullable String refused(String id) {
    String ofFile = system == null ? null : system.refused(id);
    return ofFile == null ? users.refused(id) : ofFile;
  }

  @Override
  public List<EmitterStatus> status() {
    return engine.running().status();
  }

  @Override
  public EmitterStatus status(String id) {
    return unknown.required(id, engine.running().status(id));
  }

  @Override
  public List<ParkedEvent> parked(String id) {
    unknown.required(id, engine.running().emitter(id));
    return engine.running().parked(id);
  }

  @Override
  public int discardParked(String id) {
    unknown.required(id, engine.running().emitter(id));
    int discarded = engine.orders().discardParked(id);
    engine.commit();
    return discarded;
  }

  @Override
  public List<DeliveryRecord> deliveries(String id, DeliveryQuery query) {
    unknown.required(id, engine.running().emitter(id));
    return engine.running().deliveries(id, query);
  }

  @Override
  public CompletionStage<List<Resubmission>> resubmit(String id, List<LoggedEvent> events) {
    return unknown.required(id, engine.orders().resubmit(id, events));
  }

  @Override
  public CompletionStage<Integer> resubmitParked(String id) {
    return new ParkedResubmission(parked(id), some -> resubmit(id, some)).start();
  }

  @Override
  public CompletionStage<List<Resubmission>> resubmit(
      EmitterDefinition to, List<LoggedEvent> events) {
    return once.resubmit(to, events);
  }

  @Override
  public CompletionStage<DeliveryResult> test(EmitterDefinition definition) {
    return once.test(definition);
  }

  @Override
  public List<DeliveryAttempt> attempts(AttemptQuery query) {
    return books.log().find(query);
  }

  @Override
  public void acknowledge(Acknowledgement acknowledgement) {
    unknown.required(
        acknowledgement.emitterId(), engine.running().emitter(acknowledgement.emitterId()));
    books.log().acknowledge(acknowledgement);
  }

  @Override
  public List<Acknowledgement> acknowledgements(String emitterId, String eventId) {
    return books.log().acknowledgements(emitterId, eventId);
  }

  @Override
  public boolean enable(String id) {
    unknown.required(id, engine.running().emitter(id));
    return engine.orders().enable(id);
  }

  @Override
  public boolean disable(String id, String reason, @Nullable String person) {
    unknown.required(id, engine.running().emitter(id));
    return engine.orders().disable(id, reason, person);
  }

  @Override
  public long skipToNow(String id) {
    unknown.required(id, engine.running().emitter(id));
    return engine.orders().skip(id, engine.end(), "now");
  }

  @Override
  public long skipToEvent(String id, String eventId) {
    unknown.required(id, engine.running().emitter(id));
    Position before = engine.running().before(id, eventId);
    if (before == null) {
      throw new EmitterException(
          "no event \""
              + eventId
              + "\" waits for emitter \""
              + id
              + "\": it was never published, or the emitter has passed it; see what waits with"
              + " ./emitter log list --state waiting");
    }
    return engine.orders().skip(id, before, eventId);
  }

  @Override
  public CompletionStage<CheckResult> check(String id) {
    Channel channel = unknown.required(id, engine.running().channel(id));
    return channel.check();
  }

  @Override
  public <T> Optional<T> unwrap(String id, Class<T> type) {
    return unknown.required(id, engine.running().channel(id)).unwrap(type);
  }

  @Override
  public Explanation explain(Topic topic, CloudEvent event, String emitterId) {
    FilterInput input = new FilterInput(topic, completer.complete(event));
    return unknown.required(emitterId, engine.running().explain(emitterId, input));
  }

  @Override
  public Explanation explain(LoggedEvent event, String emitterId) {
    FilterInput input = new FilterInput(event.topic(), event.event());
    return unknown.required(emitterId, engine.running().explain(emitterId, input));
  }

  // Waiting and closing.

  /**
   * Waits until every emitter has settled all that was published, or is disabled. An interrupt ends
   * the wait: then this returns false and the thread stays interrupted.
   *
   * @return whether that came to be within the time
   */
  public boolean awaitIdle(Duration limit) {
    return await(() -> engine.awaitIdle(limit));
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
    return await(() -> engine.awaitQuiet(limit, held));
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
      long start = System.nanoTime();
      registry.close();
      publication.close(grace.dividedBy(2)); // or a full log would leave no time to deliver
      if (system != null) {
        system.close();
      }
      engine.close(grace.minusNanos(System.nanoTime() - start));
      books.close();
      log.close();
    }
  }
}
