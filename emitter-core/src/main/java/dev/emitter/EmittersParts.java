package dev.emitter;

import static dev.emitter.delivery.OwnerLimit.LOOK_UPS;
import static dev.emitter.delivery.OwnerLimit.REQUESTS_UNDER_WAY;
import static dev.emitter.delivery.OwnerLimit.REQUEST_BYTES;

import dev.emitter.channel.ChannelProvider;
import dev.emitter.channel.ChannelShares;
import dev.emitter.channel.ResolvedEmitter;
import dev.emitter.config.ChannelTypes;
import dev.emitter.config.DefinitionReader;
import dev.emitter.definition.DefinitionStore;
import dev.emitter.delivery.EmitterListener;
import dev.emitter.delivery.OwnerLimit;
import dev.emitter.delivery.OwnerLimits;
import dev.emitter.delivery.TimeSource;
import dev.emitter.engine.Engine;
import dev.emitter.engine.EngineSettings;
import dev.emitter.engine.SystemTime;
import dev.emitter.event.EventCompleter;
import dev.emitter.handler.HandlerChannelProvider;
import dev.emitter.handler.HandlerRegistry;
import dev.emitter.log.EventLog;
import dev.emitter.log.MemoryEventLog;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The parts of {@link Emitters}: makes them from what the builder was given, puts them together,
 * and lets them begin and end in order. Each says what it is for.
 */
final class EmittersParts {

  final EventLog log;
  final DeliveryRecorder books;
  final Engine engine;
  final LogPublisher publication;
  final ChannelTypes types;
  final ChannelShares shares;
  final EmitterRegistry registry;
  final @Nullable SystemEmitters system;
  final UserEmitters users;
  final HandlerEmitters handlers;
  final EmitterOperations emitters;
  final DeliveryOperations deliveries;

  /** Makes them; nothing is at work yet. */
  EmittersParts(EmittersBuilder settings) {
    TimeSource time = settings.time != null ? settings.time : new SystemTime(settings.clock);
    Clock clock = time.clock();
    this.log = settings.log != null ? settings.log : MemoryEventLog.builder().clock(clock).build();
    this.books =
        DeliveryRecorder.of(settings.deliveryLog, log, clock, this::ownerOf, settings.ownerLimits);
    EventCompleter completer =
        new EventCompleter(
            settings.source, clock, () -> UUID.randomUUID().toString(), settings.maxEventBytes);
    EmitterListener listener = books.and(settings.listener);
    this.engine = engine(settings, log, time, completer, listener);
    this.publication =
        new LogPublisher(
            new LogPublisher.Parts(
                log,
                completer,
                settings.catalogue,
                settings.catalogueMode,
                settings.source,
                clock,
                settings.mapper,
                settings.observer,
                settings.listener == null ? null : listener,
                time::nanoTime));
    HandlerRegistry code = settings.handlers.copy(); // or several starts would share them
    this.types = types(settings, code);
    this.shares = shares(settings.ownerLimits, engine);
    DefinitionReader reader = reader(settings, log, clock);
    this.registry = new EmitterRegistry(engine, code::remove);
    this.handlers = new HandlerEmitters(code, registry, reader, engine, log.state().isPresent());
    this.system =
        settings.definitions == null
            ? null
            : new SystemEmitters(
                settings.definitions, reader, registry, clock, settings.delivering);
    this.users =
        new UserEmitters(
            reader,
            store(settings, log),
            registry,
            clock,
            settings.userIds,
            new OwnedDefinitions(settings.ownerLimits, engine.owners()::count),
            settings.delivering,
            (delay, task) -> time.schedule(delay, () -> settings.execution.shared().execute(task)));
    UnknownEmitter unknown = new UnknownEmitter(engine, this::refused);
    OwnerShareUsage usage =
        new OwnerShareUsage(settings.ownerLimits, engine, users, shares, books.log());
    this.emitters =
        new EmitterOperations(engine, reader, registry, system, users, usage, completer, unknown);
    OneTimeDeliveries once =
        new OneTimeDeliveries(engine, reader::resolve, completer, settings.source, clock, books);
    this.deliveries = new DeliveryOperations(engine, books.log(), once, unknown);
  }

  private static Engine engine(
      EmittersBuilder settings,
      EventLog log,
      TimeSource time,
      EventCompleter completer,
      EmitterListener listener) {
    return new Engine(
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
  }

  private static ChannelTypes types(EmittersBuilder settings, HandlerRegistry code) {
    List<ChannelProvider> providers = new ArrayList<>(settings.channels);
    providers.add(new HandlerChannelProvider(code, settings.delivering));
    return ChannelTypes.discover(providers);
  }

  private static ChannelShares shares(OwnerLimits limits, Engine engine) {
    return new ChannelShares(
        most(limits, REQUESTS_UNDER_WAY),
        most(limits, LOOK_UPS),
        limits.of(REQUEST_BYTES),
        () -> engine.owners().count(REQUESTS_UNDER_WAY.label()),
        () -> engine.owners().count(LOOK_UPS.label()),
        () -> engine.owners().count(REQUEST_BYTES.label()));
  }

  private static int most(OwnerLimits limits, OwnerLimit limit) {
    return Math.toIntExact(Math.min(limits.of(limit), Integer.MAX_VALUE));
  }

  private DefinitionReader reader(EmittersBuilder settings, EventLog log, Clock clock) {
    DefinitionReader ofAnyLog =
        new DefinitionReader(
                types, settings.dialects, settings.identities, settings.placeholders, clock)
            .knowing(settings.recipients)
            .sharing(shares);
    DefinitionReader plain = log.folder().isPresent() ? ofAnyLog : ofAnyLog.withoutFolders();
    return settings.catalogue == null
        ? plain
        : plain.warningOfNames(settings.catalogue).warningOfFilters(settings.catalogue);
  }

  private static DefinitionStore store(EmittersBuilder settings, EventLog log) {
    return settings.definitionStore == null
        ? new LogDefinitionStore(log.state().orElse(null))
        : settings.definitionStore;
  }

  /**
   * One that is gone meanwhile is taken for a user's, or users could add to operators' attempts.
   */
  private @Nullable String ownerOf(String emitterId) {
    ResolvedEmitter atWork = engine.running().emitter(emitterId);
    return atWork == null ? "" : atWork.definition().owner();
  }

  /** Returns that an emitter which is defined is not at work, and why; null if it is. */
  private @Nullable String refused(String id) {
    String ofFile = system == null ? null : system.refused(id);
    return ofFile == null ? users.refused(id) : ofFile;
  }

  /** Puts what is defined to work, then begins to route: so all share the events that are read. */
  void start(boolean refuseBroken, boolean watch) {
    if (system != null) {
      system.start(refuseBroken, watch);
    }
    users.restore();
    engine.start();
    engine.commit();
  }

  /** Ends all, from those who bring work to those who do it; does what {@code Emitters} says. */
  void close(Duration grace) {
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
