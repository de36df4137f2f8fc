package dev.emitter;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.emitter.channel.ChannelDecorator;
import dev.emitter.channel.ChannelProvider;
import dev.emitter.config.Identities;
import dev.emitter.config.Placeholders;
import dev.emitter.definition.DefinitionStore;
import dev.emitter.delivery.DeliveryLog;
import dev.emitter.delivery.EmitterListener;
import dev.emitter.delivery.Notifier;
import dev.emitter.delivery.OwnerLimits;
import dev.emitter.delivery.Recipients;
import dev.emitter.delivery.TimeSource;
import dev.emitter.event.EventCompleter;
import dev.emitter.execution.Execution;
import dev.emitter.filter.FilterDialect;
import dev.emitter.filter.FilterDialects;
import dev.emitter.handler.EventHandler;
import dev.emitter.handler.HandlerRegistry;
import dev.emitter.log.EventLog;
import dev.emitter.log.MemoryEventLog;
import dev.emitter.problem.ConfigurationException;
import dev.emitter.topic.Catalogue;
import dev.emitter.topic.CatalogueMode;
import dev.emitter.topic.UserDirectory;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Configures emitters. Not thread-safe. */
public final class EmittersBuilder {

  URI source = URI.create("urn:emitter");
  @Nullable Path definitions;
  boolean refuseBroken;
  boolean watch = true;
  boolean delivering = true;
  @Nullable EventLog log;
  @Nullable DeliveryLog deliveryLog;
  @Nullable DefinitionStore definitionStore;
  @Nullable TimeSource time;
  Execution execution = Execution.onThreads();
  Supplier<String> userIds = () -> UUID.randomUUID().toString();
  Clock clock = Clock.systemUTC();
  RandomGenerator random = new Random();
  @Nullable EmitterListener listener;
  @Nullable PublicationObserver observer;
  ChannelDecorator decorator = (emitter, channel) -> channel;
  @Nullable Notifier notifier;
  Recipients recipients = Recipients.none();
  @Nullable Catalogue catalogue;
  CatalogueMode catalogueMode = CatalogueMode.WARN;
  UserDirectory users = UserDirectory.withoutAdministrators();
  Identities identities = Identities.none();
  Placeholders placeholders = Placeholders.ofEnvironment();
  OwnerLimits ownerLimits = OwnerLimits.defaults();
  int maxEventBytes = EventCompleter.DEFAULT_MAX_BYTES;
  Duration closeGrace = Duration.ofSeconds(10);
  final List<ChannelProvider> channels = new ArrayList<>();
  FilterDialects dialects = FilterDialects.standard();
  final HandlerRegistry handlers = new HandlerRegistry();
  JsonMapper mapper =
      JsonMapper.builder()
          .findAndAddModules()
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS) // or a number arrives as a string
          .build();

  EmittersBuilder() {}

  /** Sets the source of events that have none. If unset, {@code urn:emitter}. */
  public EmittersBuilder source(URI uri) {
    this.source = uri;
    return this;
  }

  /**
   * Sets the folder of definition files, which is watched: files added, changed or removed take
   * effect within a second.
   */
  public EmittersBuilder definitions(Path folder) {
    this.definitions = folder;
    return this;
  }

  /**
   * Sets whether {@code start} refuses a folder with a broken definition file. If unset, the other
   * files are at work and {@link Emitters#problems()} says what is wrong.
   */
  public EmittersBuilder refuseBrokenDefinitions(boolean refuse) {
    this.refuseBroken = refuse;
    return this;
  }

  /** Sets whether the folder of definitions is watched for changes. If unset, it is. */
  public EmittersBuilder watchDefinitions(boolean watched) {
    this.watch = watched;
    return this;
  }

  /**
   * Sets whether events are delivered. If not, everything is opened but nothing happens by itself,
   * and no cursor moves: for tools that look at what an application has left, send events again or
   * enable emitters. A definition may then name a handler that is not registered, as the
   * application has it, and what is wrong with definitions is not logged: see {@link
   * Emitters#problems()}. If unset, they are.
   */
  public EmittersBuilder delivering(boolean enabled) {
    this.delivering = enabled;
    return this;
  }

  /** Sets the log. If unset, a {@link MemoryEventLog} with its default bounds. */
  public EmittersBuilder log(EventLog eventLog) {
    this.log = eventLog;
    return this;
  }

  /**
   * Sets what keeps the attempts to deliver. If unset, the one that the log has a place for, as a
   * log on disk has, or the latest 10,000 attempts of 7 days in memory.
   */
  public EmittersBuilder deliveryLog(DeliveryLog attempts) {
    this.deliveryLog = attempts;
    return this;
  }

  /**
   * Sets what keeps the definitions of users' emitters. If unset, the log does if it keeps cursors,
   * and otherwise they are gone with the process.
   */
  public EmittersBuilder definitionStore(DefinitionStore store) {
    this.definitionStore = store;
    return this;
  }

  /** Sets the clock that gives the time of day. If unset, the system's in UTC. */
  public EmittersBuilder clock(Clock timeOfDay) {
    this.clock = timeOfDay;
    return this;
  }

  /** Sets the time that all waiting goes by, and the clock. If unset, the machine's. */
  public EmittersBuilder time(TimeSource timeSource) {
    this.time = timeSource;
    return this;
  }

  /** Sets what makes the ids of users' emitters, for a laboratory that repeats. */
  EmittersBuilder userIds(Supplier<String> ids) {
    this.userIds = ids;
    return this;
  }

  /** Sets what runs everything, for a laboratory; who uses the library cannot. */
  EmittersBuilder execution(Execution runs) {
    this.execution = runs;
    return this;
  }

  /**
   * Sets what gives the jitter of retries; used by several threads, so it must be thread-safe as
   * {@link Random} is. If unset, one of its own.
   */
  public EmittersBuilder random(RandomGenerator generator) {
    this.random = generator;
    return this;
  }

  /**
   * Adds a listener. An exception that it throws is logged and does not affect other listeners. If
   * none is added, nobody is told.
   */
  public EmittersBuilder listener(EmitterListener listener) {
    this.listener =
        this.listener == null ? listener : CompositeListener.of(this.listener, listener);
    return this;
  }

  /** Sets the observer of each publication, such as a tracer. If unset, there is none. */
  public EmittersBuilder publicationObserver(PublicationObserver observer) {
    this.observer = observer;
    return this;
  }

  /**
   * Adds a decorator of the channel of each emitter. It is put around those added before. If none
   * is added, channels are used as they are.
   */
  public EmittersBuilder channelDecorator(ChannelDecorator decorator) {
    ChannelDecorator inner = this.decorator;
    this.decorator =
        (emitter, channel) -> decorator.decorate(emitter, inner.decorate(emitter, channel));
    return this;
  }

  /**
   * Sets the notifier, which tells the owner of an emitter, or the operators for an emitter without
   * owner, that it was disabled by failures or by the wish of its receiver: once each time, also
   * when a log that keeps state was closed or the process died in between. If unset, nobody is
   * told.
   */
  public EmittersBuilder notifier(Notifier notifier) {
    this.notifier = notifier;
    return this;
  }

  /**
   * Sets who knows the people and groups that definitions name in {@code notify}. If unset, nobody
   * is known, and a definition that names somebody is refused.
   */
  public EmittersBuilder recipients(Recipients known) {
    this.recipients = known;
    return this;
  }

  /** Sets the catalogue and what happens to events it does not declare. */
  public EmittersBuilder catalogue(Catalogue declared, CatalogueMode mode) {
    this.catalogue = declared;
    this.catalogueMode = mode;
    return this;
  }

  /** Sets who knows the rights of owners. If unset, nobody is an administrator. */
  public EmittersBuilder users(UserDirectory directory) {
    this.users = directory;
    return this;
  }

  /**
   * Sets how much each owner of emitters can take of what all share. If unset, {@link
   * OwnerLimits#defaults()}.
   */
  public EmittersBuilder ownerLimits(OwnerLimits limits) {
    this.ownerLimits = limits;
    return this;
  }

  /** Sets the identities that definitions may refer to. If unset, none. */
  public EmittersBuilder identities(Identities known) {
    this.identities = known;
    return this;
  }

  /** Sets where {@code ${env:NAME}} is looked up. If unset, the environment of the process. */
  public EmittersBuilder environment(Function<String, @Nullable String> lookup) {
    return placeholders(new Placeholders(lookup));
  }

  /**
   * Sets what {@code ${env:NAME}} and {@code ${file:PATH}} stand for, in place of {@link
   * #environment}. If unset, variables and files of the process.
   */
  public EmittersBuilder placeholders(Placeholders resolved) {
    this.placeholders = resolved;
    return this;
  }

  /** Sets the largest event accepted, in bytes of its JSON form. If unset, 1 MiB. */
  public EmittersBuilder maxEventBytes(int bytes) {
    this.maxEventBytes = bytes;
    return this;
  }

  /** Sets how long {@link Emitters#close()} may take. If unset, 10 s. */
  public EmittersBuilder closeGrace(Duration grace) {
    this.closeGrace = grace;
    return this;
  }

  /** Adds a channel type, in place of one found on the class path under the same name. */
  public EmittersBuilder channel(ChannelProvider provider) {
    channels.add(provider);
    return this;
  }

  /** Adds a filter dialect. */
  public EmittersBuilder filterDialect(FilterDialect dialect) {
    dialects = dialects.with(dialect);
    return this;
  }

  /** Adds code that definitions of type {@code Handler} may name. */
  public EmittersBuilder handler(String name, EventHandler handler) {
    handlers.add(name, handler);
    return this;
  }

  /** Sets how {@code publish(topic, type, data)} writes data as JSON. */
  public EmittersBuilder jsonMapper(JsonMapper jsonMapper) {
    this.mapper = jsonMapper;
    return this;
  }

  /**
   * Starts.
   *
   * @throws ConfigurationException if the folder of definitions cannot be read, or if one is broken
   *     and those are refused; or if a limit of owners is none
   */
  public Emitters start() {
    ownerLimits.check();
    return new Emitters(this).start(refuseBroken, watch);
  }
}
