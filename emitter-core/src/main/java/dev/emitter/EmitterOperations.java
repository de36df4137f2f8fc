package dev.emitter;

import dev.emitter.EmitterSources.Source;
import dev.emitter.channel.Channel;
import dev.emitter.channel.CheckResult;
import dev.emitter.channel.ResolvedEmitter;
import dev.emitter.config.DefinitionReader;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.definition.StoredDefinition;
import dev.emitter.delivery.EmitterStatus;
import dev.emitter.delivery.Explanation;
import dev.emitter.delivery.OwnerUsage;
import dev.emitter.engine.Engine;
import dev.emitter.event.EventCompleter;
import dev.emitter.filter.FilterInput;
import dev.emitter.log.EventLogException;
import dev.emitter.log.LoggedEvent;
import dev.emitter.problem.Loggers;
import dev.emitter.problem.Problem;
import dev.emitter.topic.Topic;
import io.cloudevents.CloudEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Manages the emitters of an engine, wherever they come from. Thread-safe. */
final class EmitterOperations implements EmitterAdmin {

  private static final Logger LOG = Loggers.of(Emitters.class);

  private final Engine engine;
  private final DefinitionReader reader;
  private final EmitterRegistry registry;
  private final @Nullable SystemEmitters system;
  private final UserEmitters users;
  private final OwnerShareUsage usage;
  private final EventCompleter completer;
  private final UnknownEmitter unknown;

  /**
   * Creates them.
   *
   * @param system the emitters of files, or null if there is no folder of them
   */
  EmitterOperations(
      Engine engine,
      DefinitionReader reader,
      EmitterRegistry registry,
      @Nullable SystemEmitters system,
      UserEmitters users,
      OwnerShareUsage usage,
      EventCompleter completer,
      UnknownEmitter unknown) {
    this.engine = engine;
    this.reader = reader;
    this.registry = registry;
    this.system = system;
    this.users = users;
    this.usage = usage;
    this.completer = completer;
    this.unknown = unknown;
  }

  // Which there are.

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
  public boolean remove(String id) {
    boolean known = registry.remove(id, () -> users.forget(id));
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
  public List<StoredDefinition> userDefinitions(String owner) {
    return users.of(owner);
  }

  @Override
  public List<EmitterDefinition> definitions() {
    return engine.running().emitters().stream().map(ResolvedEmitter::definition).toList();
  }

  @Override
  public List<String> absent() {
    return engine.absent();
  }

  @Override
  public List<Problem> problems() {
    List<Problem> all = new ArrayList<>(system == null ? List.of() : system.problems());
    all.addAll(users.problems());
    return List.copyOf(all);
  }

  // What owners take.

  @Override
  public Map<String, Long> limitsReached() {
    return engine.owners().reached();
  }

  @Override
  public OwnerUsage ownerUsage(String owner) {
    return usage.of(owner);
  }

  // How they are doing.

  @Override
  public List<EmitterStatus> status() {
    return engine.running().status();
  }

  @Override
  public EmitterStatus status(String id) {
    return unknown.required(id, engine.running().status(id));
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
  public CompletionStage<CheckResult> check(String id) {
    return channel(id).check();
  }

  @Override
  public <T> Optional<T> unwrap(String id, Class<T> type) {
    return channel(id).unwrap(type);
  }

  private Channel channel(String id) {
    return unknown.required(id, engine.running().channel(id));
  }

  @Override
  public Explanation explain(Topic topic, CloudEvent event, String emitterId) {
    return explain(new FilterInput(topic, completer.complete(event)), emitterId);
  }

  @Override
  public Explanation explain(LoggedEvent event, String emitterId) {
    return explain(new FilterInput(event.topic(), event.event()), emitterId);
  }

  private Explanation explain(FilterInput input, String emitterId) {
    return unknown.required(emitterId, engine.running().explain(emitterId, input));
  }
}
