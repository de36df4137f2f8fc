package dev.emitter.testkit;

import dev.emitter.Emitters;
import dev.emitter.EmittersBuilder;
import dev.emitter.channel.ChannelProvider;
import dev.emitter.config.ChannelTypes;
import dev.emitter.config.DefinitionReader;
import dev.emitter.config.Identities;
import dev.emitter.config.Placeholders;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.filter.FilterDialects;
import dev.emitter.handler.EventHandler;
import dev.emitter.handler.HandlerChannelProvider;
import dev.emitter.handler.HandlerRegistry;
import dev.emitter.log.EventLog;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What {@link TestEmitters} are made from. Not thread-safe. */
final class TestEmittersSettings {

  /** No retry waits longer than it must: as long as a receiver has asked for, to the nanosecond. */
  private static final RandomGenerator SHORTEST_WAITS = () -> 0;

  @Nullable Path folder;
  final List<EmitterDefinition> definitions = new ArrayList<>();
  final Map<String, String> json = new LinkedHashMap<>();
  final List<ChannelProvider> channels = new ArrayList<>();
  final List<ChannelProvider> real = new ArrayList<>();
  final Map<String, EventHandler> handlers = new LinkedHashMap<>();
  final Map<String, String> environment = new LinkedHashMap<>();
  @Nullable Identities identities;
  boolean withDummies = true;
  ManualClock clock = ManualClock.create();
  @Nullable EventLog log;
  final List<UnaryOperator<EmittersBuilder>> more = new ArrayList<>();
  private Dummies dummies = new Dummies(name -> true);

  TestEmitters start() {
    Map<String, RecordingChannel> recorded = recorded();
    if (withDummies) {
      addDummies(recorded);
    }
    RecordedEvents events = RecordedEvents.create();
    Stage handled = new Stage(HandlerChannelProvider.TYPE);
    handled.time(clock);
    Emitters emitters = events.start(builder(recorded, handled));
    TestEmitters test = new TestEmitters(stages(recorded, handled), clock, events, emitters);
    try {
      definitions.forEach(emitters::register);
      json.forEach((id, text) -> emitters.register(read(id, text, recorded)));
      return test;
    } catch (RuntimeException e) {
      test.close();
      throw e;
    }
  }

  /** Adds what the definitions name and this test has not given, as each of them takes it. */
  private void addDummies(Map<String, RecordingChannel> recorded) {
    List<GivenDefinition> given = new ArrayList<>();
    definitions.forEach(one -> given.add(GivenDefinition.of(one)));
    json.forEach(
        (id, text) -> given.add(GivenDefinition.of(Path.of(id + ".json"), id, utf8(text))));
    if (folder != null) {
      given.addAll(GivenDefinition.in(folder));
    }
    // What is not replaced would do its real work with them.
    given.removeIf(one -> real.stream().anyMatch(type -> key(type.type()).equals(one.type())));
    for (String name :
        Dummies.handlers(given, HandlerChannelProvider.TYPE, HandlerChannelProvider.NAME)) {
      handlers.putIfAbsent(name, (topic, event) -> {});
    }
    if (identities == null) {
      identities = Dummies.identities(given);
    }
    dummies = new Dummies(name -> set(name) != null);
    DefinitionReader reader = reader(recorded);
    given.forEach(one -> dummies.add(one, reader, (type, name) -> allowed(recorded, type, name)));
  }

  private static List<String> allowed(
      Map<String, RecordingChannel> recorded, String type, String name) {
    RecordingChannel channel = recorded.get(type);
    return channel == null
        ? List.of()
        : channel.parameters().stream()
            .filter(parameter -> parameter.name().equals(name))
            .flatMap(parameter -> parameter.allowed().stream())
            .toList();
  }

  private static Map<String, Stage> stages(Map<String, RecordingChannel> recorded, Stage handled) {
    Map<String, Stage> stages = new LinkedHashMap<>();
    recorded.forEach((key, channel) -> stages.put(key, channel.stage()));
    stages.put(key(handled.type()), handled);
    return stages;
  }

  /** Returns a recording channel for every type at hand that is not to be real. */
  private Map<String, RecordingChannel> recorded() {
    Map<String, RecordingChannel> recorded = new LinkedHashMap<>();
    for (ChannelProvider found : ChannelTypes.discover(channels).all()) {
      RecordingChannel channel =
          found instanceof RecordingChannel own ? own : RecordingChannel.inPlaceOf(found);
      recorded.put(key(found.type()), channel.time(clock));
    }
    real.forEach(provider -> recorded.remove(key(provider.type())));
    return recorded;
  }

  private static String key(String type) {
    return type.toLowerCase(Locale.ROOT);
  }

  private EmittersBuilder builder(Map<String, RecordingChannel> recorded, Stage handled) {
    EmittersBuilder builder = Emitters.builder().source(URI.create("urn:test"));
    // First, so that it is next to the handler: what a test puts around channels sees the script.
    builder.channelDecorator(new ScriptedHandlers(handled));
    if (withDummies) { // unless the test gives its own below
      builder.recipients((name, owner) -> List.of(name + "@recipients.invalid"));
    }
    for (UnaryOperator<EmittersBuilder> change : more) {
      builder = change.apply(builder);
    }
    builder.time(clock).random(SHORTEST_WAITS).closeGrace(Duration.ZERO);
    builder.identities(identities()).placeholders(placeholders());
    recorded.values().forEach(builder::channel);
    real.forEach(builder::channel);
    handlers.forEach(builder::handler);
    if (log != null) {
      builder.log(log);
    }
    if (folder != null) {
      builder.definitions(folder).refuseBrokenDefinitions(true).watchDefinitions(false);
    }
    return builder;
  }

  private Identities identities() {
    return identities == null ? Identities.none() : identities;
  }

  private Placeholders placeholders() {
    return new Placeholders(this::lookup, file -> dummies.file(file));
  }

  private @Nullable String lookup(String name) {
    String value = set(name);
    return value == null ? dummies.variable(name) : value;
  }

  private @Nullable String set(String name) {
    String value = environment.get(name);
    return value == null ? System.getenv(name) : value;
  }

  private EmitterDefinition read(String id, String text, Map<String, RecordingChannel> recorded) {
    return reader(recorded).readSystem(id + ".json", id, utf8(text)).definition();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private DefinitionReader reader(Map<String, RecordingChannel> recorded) {
    HandlerRegistry registry = new HandlerRegistry();
    handlers.forEach(registry::add);
    List<ChannelProvider> types = new ArrayList<>(recorded.values());
    types.addAll(real);
    types.add(new HandlerChannelProvider(registry));
    return new DefinitionReader(
        ChannelTypes.of(types),
        FilterDialects.standard(),
        identities(),
        placeholders(),
        clock.clock());
  }
}
