package dev.emitter.engine;

import dev.emitter.channel.ChannelContext;
import dev.emitter.channel.ParameterValues;
import dev.emitter.channel.ResolvedEmitter;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.delivery.EmitterListener;
import dev.emitter.delivery.EmitterStatus;
import dev.emitter.delivery.OwnerLimits;
import dev.emitter.delivery.Recipients;
import dev.emitter.event.EventCompleter;
import dev.emitter.execution.Execution;
import dev.emitter.filter.EventFilter;
import dev.emitter.log.EventLog;
import dev.emitter.log.MemoryEventLog;
import dev.emitter.topic.Catalogue;
import dev.emitter.topic.Topic;
import dev.emitter.topic.User;
import dev.emitter.topic.UserDirectory;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** An engine over a log in memory, a manual clock and a fake channel. */
final class EngineFixture implements AutoCloseable {

  static final Topic ORDERS = Topic.of("orders", "eu");

  /** Lets every retry wait as long as it may. */
  private static final RandomGenerator LONGEST_WAITS = () -> -1L;

  static final Duration LIMIT = Duration.ofSeconds(60);

  final ManualTime time = new ManualTime();
  final FakeChannel channel = new FakeChannel();
  final MemoryEventLog log;
  final Engine engine;
  private int count;

  EngineFixture() {
    this(MemoryEventLog.create(), null, name -> new User(name, name.equals("admin")));
  }

  EngineFixture(MemoryEventLog log) {
    this(log, null, UserDirectory.withoutAdministrators());
  }

  /** Over a log around one in memory. */
  EngineFixture(MemoryEventLog log, EventLog around) {
    this(log, around, null, UserDirectory.withoutAdministrators());
  }

  EngineFixture(MemoryEventLog log, @Nullable Catalogue catalogue, UserDirectory users) {
    this(log, log, catalogue, users);
  }

  EngineFixture(MemoryEventLog log, EmitterListener listener) {
    this(log, log, null, UserDirectory.withoutAdministrators(), listener);
  }

  EngineFixture(MemoryEventLog log, OwnerLimits limits) {
    this(log, log, null, UserDirectory.withoutAdministrators(), new EmitterListener() {}, limits);
  }

  EngineFixture(Execution execution) {
    this(
        execution,
        MemoryEventLog.create(),
        null,
        null,
        UserDirectory.withoutAdministrators(),
        new EmitterListener() {},
        OwnerLimits.defaults());
  }

  private EngineFixture(
      MemoryEventLog log, EventLog around, @Nullable Catalogue catalogue, UserDirectory users) {
    this(log, around, catalogue, users, new EmitterListener() {});
  }

  private EngineFixture(
      MemoryEventLog log,
      EventLog around,
      @Nullable Catalogue catalogue,
      UserDirectory users,
      EmitterListener listener) {
    this(log, around, catalogue, users, listener, OwnerLimits.defaults());
  }

  private EngineFixture(
      MemoryEventLog log,
      EventLog around,
      @Nullable Catalogue catalogue,
      UserDirectory users,
      EmitterListener listener,
      OwnerLimits limits) {
    this(Execution.onThreads(), log, around, catalogue, users, listener, limits);
  }

  private EngineFixture(
      Execution execution,
      MemoryEventLog log,
      @Nullable EventLog around,
      @Nullable Catalogue catalogue,
      UserDirectory users,
      EmitterListener listener,
      OwnerLimits limits) {
    this.log = log;
    EventCompleter completer =
        new EventCompleter(
            URI.create("https://test.example"),
            time.clock(),
            () -> UUID.randomUUID().toString(),
            EventCompleter.DEFAULT_MAX_BYTES);
    this.engine =
        new Engine(
            new EngineSettings(
                execution,
                around == null ? log : around,
                time,
                LONGEST_WAITS,
                new SafeListener(listener),
                catalogue,
                users,
                URI.create("https://test.example"),
                completer,
                null,
                Recipients.none(),
                (emitter, channel) -> channel,
                limits,
                true));
    engine.open();
    engine.start();
  }

  /** Publishes events whose ids count up from 1. */
  EngineFixture publish(int events) {
    return publish(ORDERS, events);
  }

  EngineFixture publish(Topic topic, int events) {
    for (int i = 0; i < events; i++) {
      publish(topic, UnaryOperator.identity());
    }
    return this;
  }

  EngineFixture publish(Topic topic, UnaryOperator<CloudEventBuilder> with) {
    CloudEventBuilder event =
        CloudEventBuilder.v1()
            .withId(Integer.toString(++count))
            .withSource(URI.create("https://test.example"))
            .withType("order.placed")
            .withTime(java.time.OffsetDateTime.parse("2026-01-01T00:00:00Z"));
    log.append(topic, completer(time).complete(with.apply(event).build()));
    return this;
  }

  private static EventCompleter completer(ManualTime time) {
    return new EventCompleter(
        URI.create("https://test.example"),
        time.clock(),
        () -> UUID.randomUUID().toString(),
        EventCompleter.DEFAULT_MAX_BYTES);
  }

  EngineFixture add(EmitterDefinition... definitions) {
    engine.apply(
        Arrays.stream(definitions).map(definition -> resolved(definition, null)).toList(),
        Set.of(),
        () -> {});
    return this;
  }

  EngineFixture add(EmitterDefinition definition, EventFilter filter) {
    engine.apply(List.of(resolved(definition, filter)), Set.of(), () -> {});
    return this;
  }

  EngineFixture remove(String... ids) {
    engine.apply(List.of(), Set.of(ids), () -> {});
    return this;
  }

  private ResolvedEmitter resolved(EmitterDefinition definition, @Nullable EventFilter filter) {
    return new ResolvedEmitter(
        channel,
        ChannelContext.of(definition, new ParameterValues(Map.of()), null, time.clock()),
        filter);
  }

  static EmitterDefinition.Builder define(String id) {
    return EmitterDefinition.builder(id, "Fake");
  }

  /** Waits until every emitter is idle or disabled. */
  EngineFixture idle() throws InterruptedException {
    if (!engine.awaitIdle(LIMIT)) {
      throw new AssertionError("not idle: " + engine.running().status());
    }
    return this;
  }

  /** Waits until nothing happens before time goes on. */
  EngineFixture quiet() throws InterruptedException {
    if (!engine.awaitQuiet(LIMIT, id -> 0)) {
      throw new AssertionError("not quiet: " + engine.running().status());
    }
    return this;
  }

  EngineFixture advance(Duration by) throws InterruptedException {
    long end = time.nanoTime() + by.toNanos();
    while (time.advanceToNext(end)) {
      quiet();
    }
    return quiet();
  }

  EmitterStatus status(String id) {
    EmitterStatus status = engine.running().status(id);
    if (status == null) {
      throw new AssertionError("no emitter " + id);
    }
    return status;
  }

  /** Returns the ids of the events that an emitter has delivered, in order. */
  List<Integer> delivered(String emitterId) {
    List<Integer> ids = new ArrayList<>();
    for (String entry : channel.delivered) {
      if (entry.startsWith(emitterId + ":")) {
        ids.add(Integer.valueOf(entry.substring(emitterId.length() + 1)));
      }
    }
    return ids;
  }

  @Override
  public void close() {
    engine.close(Duration.ZERO);
    log.close();
  }
}
