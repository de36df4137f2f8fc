package dev.emitter;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.emitter.EmitterRegistry.Source;
import dev.emitter.channel.Channel;
import dev.emitter.channel.ChannelDecorator;
import dev.emitter.channel.ChannelProvider;
import dev.emitter.channel.CheckResult;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.channel.ResolvedEmitter;
import dev.emitter.config.ChannelTypes;
import dev.emitter.config.DefinitionReader;
import dev.emitter.config.Identities;
import dev.emitter.config.Placeholders;
import dev.emitter.definition.DefinitionStore;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.definition.StoredDefinition;
import dev.emitter.delivery.Acknowledgement;
import dev.emitter.delivery.AttemptQuery;
import dev.emitter.delivery.DeliveryAttempt;
import dev.emitter.delivery.DeliveryLog;
import dev.emitter.delivery.DeliveryQuery;
import dev.emitter.delivery.DeliveryRecord;
import dev.emitter.delivery.EmitterListener;
import dev.emitter.delivery.EmitterStatus;
import dev.emitter.delivery.Explanation;
import dev.emitter.delivery.Notifier;
import dev.emitter.delivery.OwnerLimits;
import dev.emitter.delivery.OwnerUsage;
import dev.emitter.delivery.ParkedEvent;
import dev.emitter.delivery.Recipients;
import dev.emitter.delivery.Resubmission;
import dev.emitter.delivery.TimeSource;
import dev.emitter.engine.Engine;
import dev.emitter.engine.SystemTime;
import dev.emitter.event.EventCompleter;
import dev.emitter.filter.FilterDialect;
import dev.emitter.filter.FilterDialects;
import dev.emitter.filter.FilterInput;
import dev.emitter.handler.EventHandler;
import dev.emitter.handler.HandlerChannelProvider;
import dev.emitter.handler.HandlerRegistry;
import dev.emitter.log.EventLog;
import dev.emitter.log.EventLogException;
import dev.emitter.log.LoggedEvent;
import dev.emitter.log.MemoryEventLog;
import dev.emitter.log.Position;
import dev.emitter.problem.ConfigurationException;
import dev.emitter.problem.EmitterException;
import dev.emitter.problem.LimitExceededException;
import dev.emitter.problem.Loggers;
import dev.emitter.problem.Problem;
import dev.emitter.problem.VersionConflictException;
import dev.emitter.topic.Catalogue;
import dev.emitter.topic.CatalogueMode;
import dev.emitter.topic.Topic;
import dev.emitter.topic.UserDirectory;
import io.cloudevents.CloudEvent;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.random.RandomGenerator;
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
public final class Emitters implements EventPublisher, AutoCloseable {

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
  private final HandlerRegistry handlers;
  private final UnknownEmitter unknown;
  private final HandlerIds handlerIds = new HandlerIds();
  private final AtomicBoolean closed = new AtomicBoolean();

  private Emitters(Builder settings) {
    this.closeGrace = settings.closeGrace;
    this.handlers = settings.handlers.copy(); // or several starts would share them
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
            new Engine.Parts(
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
    List<ChannelProvider> providers = new ArrayList<>(settings.channels);
    providers.add(new HandlerChannelProvider(handlers, settings.delivering));
    this.types = ChannelTypes.discover(providers);
    DefinitionReader ofAnyLog =
        new DefinitionReader(
                types, settings.dialects, settings.identities, settings.placeholders, time.clock())
            .knowing(settings.recipients);
    DefinitionReader plain = log.folder().isPresent() ? ofAnyLog : ofAnyLog.withoutFolders();
    this.reader =
        settings.catalogue == null
            ? plain
            : plain.warningOfNames(settings.catalogue).warningOfFilters(settings.catalogue);
    this.registry = new EmitterRegistry(engine);
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
            reader, store, registry, time.clock(), settings.ownerLimits, settings.delivering);
    this.once =
        new OneTimeDeliveries(
            engine, reader::resolve, completer, settings.source, time.clock(), books::note);
  }

  /** Starts the configuration of emitters. */
  public static Builder builder() {
    return new Builder();
  }

  private Emitters start(boolean refuseBroken, boolean watch) {
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

  // Emitters.

  /**
   * Registers an emitter, or changes the one of the same id, which keeps its cursor. Once this
   * returns, a crash does not forget where it began, if the log keeps such things. What the
   * definition most likely means otherwise is logged, too.
   *
   * @return the id of the definition, and what its author is warned of
   * @throws ConfigurationException with every fault of the definition
   */
  public Registration register(EmitterDefinition definition) {
    return register(definition, Source.APPLICATION);
  }

  private Registration register(EmitterDefinition definition, Source source) {
    ResolvedEmitter emitter = reader.resolve(definition);
    registry.put(emitter, source, () -> {});
    emitter.warnings().forEach(warning -> LOG.warn("{}: {}", definition, warning));
    return new Registration(emitter.id(), 0, emitter.warnings());
  }

  /**
   * Registers an emitter of a user; it receives only what the user may. Once this returns, it is
   * there again after a restart, if the log keeps such things or the builder was given a store.
   *
   * @param owner the user
   * @param json the definition, without id and owner
   * @return the id made for it, its version, and what the user is to be warned of; a warning is not
   *     logged
   * @throws ConfigurationException with every fault of the definition
   * @throws LimitExceededException if the user has as much as one may have ({@link OwnerLimits})
   * @throws EmitterException if it cannot be stored; then nothing has changed
   */
  public Registration registerUser(String owner, String json) {
    return users.add(owner, json);
  }

  /**
   * Changes the emitter of a user, which keeps its cursor.
   *
   * @param version the version that the change was made on, from {@link #userDefinitions} or {@link
   *     Registration#version}
   * @return the id, the new version, and what the user is to be warned of; a warning is not logged
   * @throws EmitterException if this user has no emitter of this id, or it cannot be stored; then
   *     nothing has changed
   * @throws VersionConflictException if it has another version by now
   * @throws LimitExceededException if the user has as much as one may have ({@link OwnerLimits})
   * @throws ConfigurationException with every fault of the definition
   */
  public Registration changeUser(String owner, String id, long version, String json) {
    return users.change(owner, id, version, json);
  }

  /**
   * Removes the emitter of a user; its backlog is given up.
   *
   * @param version the version that the user has seen
   * @throws EmitterException if this user has no emitter of this id, or it cannot be stored that it
   *     is gone; then nothing has changed
   * @throws VersionConflictException if it has another version by now
   */
  public void removeUser(String owner, String id, long version) {
    users.remove(owner, id, version);
    commitRemoval(id);
  }

  /** Returns the definitions of a user's emitters as the user wrote them, by id. */
  public List<StoredDefinition> userDefinitions(String owner) {
    return users.of(owner);
  }

  /** Returns how much a user takes of what all share, and how much one may. */
  public OwnerUsage ownerUsage(String owner) {
    return users.usage(owner);
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
    boolean stable = HandlerIds.isStable(handler);
    if (!stable && log.state().isPresent()) {
      throw new IllegalArgumentException(
          "a lambda or an object of an anonymous class has no name by which a later process would"
              + " find its cursor in the log; write on(\"a-name\", topic, handler)");
    }
    String id = handlerIds.of(topic, handler);
    if (registry.source(id) != null) {
      throw new IllegalArgumentException(
          "there is an emitter \""
              + id
              + "\" already; give one of the handlers a name: on(\"a-name\", topic, handler)");
    }
    if (stable) {
      takeOver(topic, id);
    }
    on(id, topic, handler);
    return id;
  }

  /** Ids were made of a number once: goes on where such a handler was, if only one can be meant. */
  private void takeOver(Topic topic, String id) {
    List<String> numbered = HandlerIds.numbered(topic, engine.absent());
    if (numbered.size() == 1 && engine.rename(numbered.get(0), id)) {
      LOG.info("emitter {} goes on where {} was", id, numbered.get(0));
    }
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
    return new HandlerBuilder(id, this::start);
  }

  private void start(EmitterDefinition definition, EventHandler handler) {
    handlers.add(definition.id(), handler);
    try {
      register(definition, Source.HANDLER);
    } catch (RuntimeException e) {
      handlers.remove(definition.id());
      throw e;
    }
  }

  /**
   * Removes an emitter; its backlog is given up, unless the log remembers where it was and another
   * of this id comes to resume there, within 30 days. One that is {@link #absent} is forgotten.
   *
   * @return whether there was one
   * @throws ConfigurationException if a file defines it: remove the file instead
   * @throws EmitterException if it is a user's, and it cannot be stored that it is gone; then
   *     nothing has changed
   */
  public boolean remove(String id) {
    boolean ofHandler = registry.source(id) == Source.HANDLER;
    boolean known = registry.remove(id, () -> users.forget(id));
    if (ofHandler) {
      handlers.remove(id);
    }
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

  /** Returns the definitions at work, by id. */
  public List<EmitterDefinition> definitions() {
    return engine.emitters().stream().map(ResolvedEmitter::definition).toList();
  }

  /**
   * Returns the ids of emitters that were at work when the last process ended and are not now, such
   * as one whose definition file was renamed. What waits for them stays in the log, as long as its
   * retention says, for an emitter of the same id.
   */
  public List<String> absent() {
    return engine.absent();
  }

  /** Returns the channel types at hand. */
  public ChannelTypes types() {
    return types;
  }

  /**
   * Returns what is wrong with the definition files, and stored definitions, now; and, marked as
   * {@link Problem#isWarning() warnings}, what those files may say but most likely mean otherwise,
   * and which files of the folder are passed over.
   */
  public List<Problem> problems() {
    List<Problem> all = new ArrayList<>(system == null ? List.of() : system.problems());
    all.addAll(users.problems());
    return List.copyOf(all);
  }

  private @Nullable String refused(String id) {
    String ofFile = system == null ? null : system.refused(id);
    return ofFile == null ? users.refused(id) : ofFile;
  }

  /** Returns how all emitters are doing, by id. */
  public List<EmitterStatus> status() {
    return engine.status();
  }

  /**
   * Returns how an emitter is doing.
   *
   * @throws EmitterException if there is none of this id
   */
  public EmitterStatus status(String id) {
    return unknown.required(id, engine.status(id));
  }

  /**
   * Returns the events set aside for an emitter, the oldest first.
   *
   * @throws EmitterException if there is none of this id
   */
  public List<ParkedEvent> parked(String id) {
    unknown.required(id, engine.emitter(id));
    return engine.parked(id);
  }

  /**
   * Forgets the events set aside for an emitter. At 10,000 of them it is disabled (decision 6).
   *
   * @return how many there were
   * @throws EmitterException if there is no emitter of this id
   * @throws EventLogException if that cannot be stored now; it is tried again
   */
  public int discardParked(String id) {
    unknown.required(id, engine.emitter(id));
    int discarded = engine.discardParked(id);
    engine.commit();
    return discarded;
  }

  /**
   * Returns how events stand with an emitter, in the order of the log, as far as the log still has
   * them. Which were for it is told by its definition of now.
   *
   * @throws EmitterException if there is none of this id
   */
  public List<DeliveryRecord> deliveries(String id, DeliveryQuery query) {
    unknown.required(id, engine.emitter(id));
    return engine.deliveries(id, query);
  }

  /**
   * Sends events again, to the emitter that they were for or to another one: once each, before what
   * waits, whether the emitter is disabled or not. No cursor moves and nothing counts towards
   * disabling; the deliveries are marked. A parked event that is delivered so is parked no more.
   * Topics, messages and filter are not asked: {@link #explain(LoggedEvent, String)} tells whether
   * the emitter selects an event.
   *
   * @param events from {@link #deliveries} or {@link #parked}
   * @return completes with what became of them, in the same order
   * @throws EmitterException if there is no emitter of this id
   */
  public CompletionStage<List<Resubmission>> resubmit(String id, List<LoggedEvent> events) {
    return unknown.required(id, engine.resubmit(id, events));
  }

  /**
   * Sends events again as a definition says that need not be at work, such as to another address
   * with other headers; {@link #test} tries it before. They are sent once each, in this order and
   * without duplicates; nothing is counted, and only the delivery log tells of it.
   *
   * @param events from {@link #deliveries} or {@link #parked}
   * @return completes with what became of them, in the same order
   * @throws ConfigurationException if the definition is wrong
   */
  public CompletionStage<List<Resubmission>> resubmit(
      EmitterDefinition to, List<LoggedEvent> events) {
    return once.resubmit(to, events);
  }

  /**
   * Sends a sample event as a definition says, which need not be at work, and tells what happened.
   * Nothing is stored or counted.
   *
   * @throws ConfigurationException if the definition is wrong
   */
  public CompletionStage<DeliveryResult> test(EmitterDefinition definition) {
    return once.test(definition);
  }

  /**
   * Returns the attempts to deliver events that the delivery log has, those made last first; also
   * of emitters that are gone, and with the library's own events.
   *
   * @throws EventLogException if they cannot be read
   */
  public List<DeliveryAttempt> attempts(AttemptQuery query) {
    return books.log().find(query);
  }

  /**
   * Keeps what the receiver of an emitter has reported about an event.
   *
   * @throws EmitterException if there is no emitter of this id
   * @throws EventLogException if it cannot be kept now
   */
  public void acknowledge(Acknowledgement acknowledgement) {
    unknown.required(acknowledgement.emitterId(), engine.emitter(acknowledgement.emitterId()));
    books.log().acknowledge(acknowledgement);
  }

  /**
   * Returns what the receiver of an emitter has reported about an event, the latest report first.
   *
   * @throws EventLogException if it cannot be read
   */
  public List<Acknowledgement> acknowledgements(String emitterId, String eventId) {
    return books.log().acknowledgements(emitterId, eventId);
  }

  /**
   * Lets a disabled emitter deliver again, one event first, then its backlog in order.
   *
   * <pre>{@code
   * CheckResult now = emitters.check("billing").toCompletableFuture().join();
   * if (now.ok()) { // the receiver would take events
   *   emitters.enable("billing");
   * }
   * }</pre>
   *
   * @return whether it was disabled
   * @throws EmitterException if there is no emitter of this id
   */
  public boolean enable(String id) {
    unknown.required(id, engine.emitter(id));
    return engine.enable(id);
  }

  /**
   * Stops an emitter from delivering; its backlog is kept.
   *
   * @param reason why, for those who see its status
   * @return whether it was delivering
   * @throws EmitterException if there is no emitter of this id
   */
  public boolean disable(String id, String reason) {
    return disable(id, reason, null);
  }

  /**
   * Stops an emitter from delivering; its backlog is kept.
   *
   * @param reason why, for those who see its status
   * @param person the name of the person who wants it, shown with the reason; null if not known
   * @return whether it was delivering
   * @throws EmitterException if there is no emitter of this id
   */
  public boolean disable(String id, String reason, @Nullable String person) {
    unknown.required(id, engine.emitter(id));
    return engine.disable(id, reason, person);
  }

  /**
   * Leaves out, for good, all that waits for an emitter: it goes on with what is published from now
   * on. What is under way at this moment may arrive all the same. Parked events stay. Once this has
   * returned it survives a crash, in a log that keeps such things.
   *
   * @return how many events were left out
   * @throws EmitterException if there is no emitter of this id
   * @throws dev.emitter.log.EventLogException if it cannot be stored now
   */
  public long skipToNow(String id) {
    unknown.required(id, engine.emitter(id));
    return engine.skip(id, engine.end(), "now");
  }

  /**
   * Leaves out, for good, what waits for an emitter before an event: it goes on with that one; else
   * like {@link #skipToNow}.
   *
   * @param eventId the id of the event; of several that wait, the first one is meant
   * @return how many events were left out
   * @throws EmitterException if there is no emitter of this id, or no event of that id waits for it
   * @throws dev.emitter.log.EventLogException if it cannot be stored now
   */
  public long skipToEvent(String id, String eventId) {
    unknown.required(id, engine.emitter(id));
    Position before = engine.before(id, eventId);
    if (before == null) {
      throw new EmitterException(
          "no event \""
              + eventId
              + "\" waits for emitter \""
              + id
              + "\": it was never published, or the emitter has passed it; see what waits with"
              + " ./emitter log list --state waiting");
    }
    return engine.skip(id, before, eventId);
  }

  /**
   * Answers whether the emitter could deliver now, without delivering anything.
   *
   * @throws EmitterException if there is none of this id
   */
  public CompletionStage<CheckResult> check(String id) {
    Channel channel = unknown.required(id, engine.channel(id));
    return channel.check();
  }

  /**
   * Returns what the channel of an emitter offers beyond delivering, or nothing if it offers no
   * such thing. What is returned is of no more use once the definition has changed.
   *
   * @param type the interface or class that the channel's documentation names
   * @throws EmitterException if there is no emitter of this id
   */
  public <T> Optional<T> unwrap(String id, Class<T> type) {
    return unknown.required(id, engine.channel(id)).unwrap(type);
  }

  /**
   * Returns why an event is or is not for an emitter. Nothing is published.
   *
   * @throws EmitterException if there is no emitter of this id
   */
  public Explanation explain(Topic topic, CloudEvent event, String emitterId) {
    FilterInput input = new FilterInput(topic, completer.complete(event));
    return unknown.required(emitterId, engine.explain(emitterId, input));
  }

  /**
   * Returns why an event of the log is or is not for an emitter, by its definition of now.
   *
   * @throws EmitterException if there is no emitter of this id
   */
  public Explanation explain(LoggedEvent event, String emitterId) {
    FilterInput input = new FilterInput(event.topic(), event.event());
    return unknown.required(emitterId, engine.explain(emitterId, input));
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

  /** Configures emitters. Not thread-safe. */
  public static final class Builder {

    private URI source = URI.create("urn:emitter");
    private @Nullable Path definitions;
    private boolean refuseBroken;
    private boolean watch = true;
    private boolean delivering = true;
    private @Nullable EventLog log;
    private @Nullable DeliveryLog deliveryLog;
    private @Nullable DefinitionStore definitionStore;
    private @Nullable TimeSource time;
    private Clock clock = Clock.systemUTC();
    private RandomGenerator random = new Random();
    private @Nullable EmitterListener listener;
    private @Nullable PublicationObserver observer;
    private ChannelDecorator decorator = (emitter, channel) -> channel;
    private @Nullable Notifier notifier;
    private Recipients recipients = Recipients.none();
    private @Nullable Catalogue catalogue;
    private CatalogueMode catalogueMode = CatalogueMode.WARN;
    private UserDirectory users = UserDirectory.withoutAdministrators();
    private Identities identities = Identities.none();
    private Placeholders placeholders = Placeholders.ofEnvironment();
    private OwnerLimits ownerLimits = OwnerLimits.defaults();
    private int maxEventBytes = EventCompleter.DEFAULT_MAX_BYTES;
    private Duration closeGrace = Duration.ofSeconds(10);
    private final List<ChannelProvider> channels = new ArrayList<>();
    private FilterDialects dialects = FilterDialects.standard();
    private final HandlerRegistry handlers = new HandlerRegistry();
    private JsonMapper mapper =
        JsonMapper.builder()
            .findAndAddModules()
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS) // or a number arrives as a string
            .build();

    private Builder() {}

    /** Sets the source of events that have none. If unset, {@code urn:emitter}. */
    public Builder source(URI uri) {
      this.source = uri;
      return this;
    }

    /**
     * Sets the folder of definition files, which is watched: files added, changed or removed take
     * effect within a second.
     */
    public Builder definitions(Path folder) {
      this.definitions = folder;
      return this;
    }

    /**
     * Sets whether {@code start} refuses a folder with a broken definition file. If unset, the
     * other files are at work and {@link Emitters#problems()} says what is wrong.
     */
    public Builder refuseBrokenDefinitions(boolean refuse) {
      this.refuseBroken = refuse;
      return this;
    }

    /** Sets whether the folder of definitions is watched for changes. If unset, it is. */
    public Builder watchDefinitions(boolean watched) {
      this.watch = watched;
      return this;
    }

    /**
     * Sets whether events are delivered. If not, everything is opened but nothing happens by
     * itself, and no cursor moves: for tools that look at what an application has left, send events
     * again or enable emitters. A definition may then name a handler that is not registered, as the
     * application has it, and what is wrong with definitions is not logged: see {@link
     * Emitters#problems()}. If unset, they are.
     */
    public Builder delivering(boolean enabled) {
      this.delivering = enabled;
      return this;
    }

    /** Sets the log. If unset, a {@link MemoryEventLog} with its default bounds. */
    public Builder log(EventLog eventLog) {
      this.log = eventLog;
      return this;
    }

    /**
     * Sets what keeps the attempts to deliver. If unset, the one that the log has a place for, as a
     * log on disk has, or the latest 10,000 attempts of 7 days in memory.
     */
    public Builder deliveryLog(DeliveryLog attempts) {
      this.deliveryLog = attempts;
      return this;
    }

    /**
     * Sets what keeps the definitions of users' emitters. If unset, the log does if it keeps
     * cursors, and otherwise they are gone with the process.
     */
    public Builder definitionStore(DefinitionStore store) {
      this.definitionStore = store;
      return this;
    }

    /** Sets the clock that gives the time of day. If unset, the system's in UTC. */
    public Builder clock(Clock timeOfDay) {
      this.clock = timeOfDay;
      return this;
    }

    /** Sets the time that all waiting goes by, and the clock. If unset, the machine's. */
    public Builder time(TimeSource timeSource) {
      this.time = timeSource;
      return this;
    }

    /**
     * Sets what gives the jitter of retries; used by several threads, so it must be thread-safe as
     * {@link Random} is. If unset, one of its own.
     */
    public Builder random(RandomGenerator generator) {
      this.random = generator;
      return this;
    }

    /**
     * Adds a listener. An exception that it throws is logged and does not affect other listeners.
     * If none is added, nobody is told.
     */
    public Builder listener(EmitterListener listener) {
      this.listener = this.listener == null ? listener : BothListeners.of(this.listener, listener);
      return this;
    }

    /** Sets the observer of each publication, such as a tracer. If unset, there is none. */
    public Builder publicationObserver(PublicationObserver observer) {
      this.observer = observer;
      return this;
    }

    /**
     * Adds a decorator of the channel of each emitter. It is put around those added before. If none
     * is added, channels are used as they are.
     */
    public Builder channelDecorator(ChannelDecorator decorator) {
      ChannelDecorator inner = this.decorator;
      this.decorator =
          (emitter, channel) -> decorator.decorate(emitter, inner.decorate(emitter, channel));
      return this;
    }

    /**
     * Sets the notifier, which tells the owner of an emitter, or the operators for an emitter
     * without owner, that it was disabled by failures or by the wish of its receiver: once each
     * time, also when a log that keeps state was closed or the process died in between. If unset,
     * nobody is told.
     */
    public Builder notifier(Notifier notifier) {
      this.notifier = notifier;
      return this;
    }

    /**
     * Sets who knows the people and groups that definitions name in {@code notify}. If unset,
     * nobody is known, and a definition that names somebody is refused.
     */
    public Builder recipients(Recipients known) {
      this.recipients = known;
      return this;
    }

    /** Sets the catalogue and what happens to events it does not declare. */
    public Builder catalogue(Catalogue declared, CatalogueMode mode) {
      this.catalogue = declared;
      this.catalogueMode = mode;
      return this;
    }

    /** Sets who knows the rights of owners. If unset, nobody is an administrator. */
    public Builder users(UserDirectory directory) {
      this.users = directory;
      return this;
    }

    /**
     * Sets how much each owner of emitters can take of what all share. If unset, {@link
     * OwnerLimits#defaults()}.
     */
    public Builder ownerLimits(OwnerLimits limits) {
      this.ownerLimits = limits;
      return this;
    }

    /** Sets the identities that definitions may refer to. If unset, none. */
    public Builder identities(Identities known) {
      this.identities = known;
      return this;
    }

    /** Sets where {@code ${env:NAME}} is looked up. If unset, the environment of the process. */
    public Builder environment(Function<String, @Nullable String> lookup) {
      return placeholders(new Placeholders(lookup));
    }

    /**
     * Sets what {@code ${env:NAME}} and {@code ${file:PATH}} stand for, in place of {@link
     * #environment}. If unset, variables and files of the process.
     */
    public Builder placeholders(Placeholders resolved) {
      this.placeholders = resolved;
      return this;
    }

    /** Sets the largest event accepted, in bytes of its JSON form. If unset, 1 MiB. */
    public Builder maxEventBytes(int bytes) {
      this.maxEventBytes = bytes;
      return this;
    }

    /** Sets how long {@link Emitters#close()} may take. If unset, 10 s. */
    public Builder closeGrace(Duration grace) {
      this.closeGrace = grace;
      return this;
    }

    /** Adds a channel type, in place of one found on the class path under the same name. */
    public Builder channel(ChannelProvider provider) {
      channels.add(provider);
      return this;
    }

    /** Adds a filter dialect. */
    public Builder filterDialect(FilterDialect dialect) {
      dialects = dialects.with(dialect);
      return this;
    }

    /** Adds code that definitions of type {@code Handler} may name. */
    public Builder handler(String name, EventHandler handler) {
      handlers.add(name, handler);
      return this;
    }

    /** Sets how {@code publish(topic, type, data)} writes data as JSON. */
    public Builder jsonMapper(JsonMapper jsonMapper) {
      this.mapper = jsonMapper;
      return this;
    }

    /**
     * Starts.
     *
     * @throws ConfigurationException if the folder of definitions cannot be read, or if one is
     *     broken and those are refused; or if a limit of owners is none
     */
    public Emitters start() {
      ownerLimits.check();
      return new Emitters(this).start(refuseBroken, watch);
    }
  }
}
