package dev.emitter;

import dev.emitter.EmitterSources.Source;
import dev.emitter.channel.ResolvedEmitter;
import dev.emitter.config.DefinitionReader;
import dev.emitter.definition.DefinitionStore;
import dev.emitter.definition.StoredDefinition;
import dev.emitter.delivery.OwnerUsage;
import dev.emitter.execution.Backoff;
import dev.emitter.problem.ConfigurationException;
import dev.emitter.problem.EmitterException;
import dev.emitter.problem.Location;
import dev.emitter.problem.Loggers;
import dev.emitter.problem.Problem;
import dev.emitter.problem.Problems;
import dev.emitter.problem.Suggestion;
import dev.emitter.problem.VersionConflictException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** The emitters of users, as they wrote them; stored before they are at work. Thread-safe. */
final class UserEmitters {

  private static final Logger LOG = Loggers.of(UserEmitters.class);

  private final DefinitionReader reader;
  private final DefinitionStore store;
  private final EmitterRegistry registry;
  private final Clock clock;
  private final Supplier<String> ids;
  private final boolean delivering;
  private final BiConsumer<Duration, Runnable> later;
  private final OwnedDefinitions owned;
  private final Map<String, StoredDefinition> definitions = new ConcurrentHashMap<>();
  private final Map<String, Problem> refused = new ConcurrentSkipListMap<>();

  /**
   * Creates emitters that are not at work yet.
   *
   * @param ids makes the id of each new one, never the same again
   * @param owned how many definitions each owner has
   * @param delivering whether they will deliver by themselves; if not, what is refused is not
   *     logged, as whoever looks at them asks for it
   * @param later runs something after some time, on a thread that may wait
   */
  UserEmitters(
      DefinitionReader reader,
      DefinitionStore store,
      EmitterRegistry registry,
      Clock clock,
      Supplier<String> ids,
      OwnedDefinitions owned,
      boolean delivering,
      BiConsumer<Duration, Runnable> later) {
    this.delivering = delivering;
    this.later = later;
    this.owned = owned;
    this.reader = reader;
    this.store = store;
    this.registry = registry;
    this.clock = clock;
    this.ids = ids;
  }

  /** Puts the definitions of earlier processes to work, but for those that are refused now. */
  void restore() {
    store.all().forEach(this::restore);
  }

  private void restore(StoredDefinition stored) {
    definitions.put(stored.id(), stored);
    owned.add(stored.owner(), 1, bytes(stored.json()));
    try {
      registry.put(read(stored), Source.USER, () -> {});
    } catch (EmitterException e) {
      refuse(stored, e, Backoff.ofSeconds());
    }
  }

  /** Tells it once, while the reason is the same, and tries again if it may pass. */
  private void refuse(StoredDefinition stored, EmitterException e, Backoff retries) {
    Problem problem =
        new Problem(
            Location.ofFile("the stored definitions of users"),
            "$",
            "emitter \"" + stored.id() + "\" is not at work: " + e.getMessage(),
            null);
    Problem before = refused.put(stored.id(), problem);
    if (!isLatest(stored)) {
      refused.remove(stored.id(), problem);
      return;
    }
    if (delivering && !problem.equals(before)) {
      LOG.error("definition refused: {}", problem);
    }
    boolean passes = !(e instanceof ConfigurationException) || e.getCause() != null;
    if (delivering && passes) {
      later.accept(Duration.ofSeconds(retries.failed()), () -> tryAgain(stored, retries));
    }
  }

  private boolean isLatest(StoredDefinition stored) {
    return stored.equals(definitions.get(stored.id()));
  }

  /** A disk may have been full, or what a channel needs was not there yet. */
  private void tryAgain(StoredDefinition stored, Backoff retries) {
    if (!isLatest(stored)) {
      return;
    }
    try {
      registry.put(
          read(stored),
          Source.USER,
          () -> {
            known(stored.owner(), stored.id(), stored.version()); // it may have been changed
            refused.remove(stored.id());
          });
      LOG.info("emitter {} of user {} is at work now", stored.id(), stored.owner());
    } catch (EmitterException e) {
      refuse(stored, e, retries);
    } catch (IllegalStateException e) {
      LOG.debug("emitter {} is not tried again", stored.id(), e); // the library is closed
    }
  }

  private ResolvedEmitter read(StoredDefinition stored) {
    Problems problems = new Problems();
    ResolvedEmitter emitter =
        reader.readStored(
            stored.id(), stored.owner(), stored.json().getBytes(StandardCharsets.UTF_8), problems);
    if (refused.containsKey(stored.id())) {
      return emitter; // that was told before
    }
    problems
        .warnings()
        .forEach(
            warning ->
                LOG.warn(
                    "the stored definition of emitter {} of user {}: {}",
                    stored.id(),
                    stored.owner(),
                    warning));
    return emitter;
  }

  /** Returns that the emitter of a user is not at work, and why; null if it is. */
  @Nullable String refused(String id) {
    Problem problem = refused.get(id);
    return problem == null ? null : problem.message();
  }

  /** Returns what is wrong with definitions of earlier processes, by id. */
  List<Problem> problems() {
    return List.copyOf(refused.values());
  }

  /** Returns the definitions of an owner, also those that are not at work, by id. */
  List<StoredDefinition> of(String owner) {
    return definitions.values().stream()
        .filter(one -> one.owner().equals(owner))
        .sorted(Comparator.comparing(StoredDefinition::id))
        .toList();
  }

  /** Returns how much an owner has, with what is being stored. */
  OwnerUsage usage(String owner) {
    return owned.usage(owner);
  }

  private static long bytes(String json) {
    return json.getBytes(StandardCharsets.UTF_8).length;
  }

  Registration add(String owner, String json) {
    return put(ids.get(), owner, 0, json, bytes(json));
  }

  Registration change(String owner, String id, long version, String json) {
    StoredDefinition last = known(owner, id, version);
    return put(id, owner, version, json, bytes(json) - bytes(last.json()));
  }

  /**
   * Stores a definition and puts it to work.
   *
   * @param version the one before; 0 if it is new
   * @param bytes how many more it takes than that one
   */
  private Registration put(String id, String owner, long version, String json, long bytes) {
    int more = version == 0 ? 1 : 0;
    owned.reserve(owner, more, bytes); // before it is read, which takes its time
    try {
      return put(id, owner, version, json);
    } catch (Throwable e) {
      owned.add(owner, -more, -bytes);
      throw e;
    }
  }

  private Registration put(String id, String owner, long version, String json) {
    ResolvedEmitter emitter = reader.readUser(id, owner, json.getBytes(StandardCharsets.UTF_8));
    StoredDefinition next = new StoredDefinition(id, owner, json, version + 1, clock.instant());
    registry.put(
        emitter,
        Source.USER,
        () -> {
          if (version > 0) {
            known(owner, id, version); // it may have been changed or removed meanwhile
          }
          store.put(next);
          definitions.put(id, next);
          refused.remove(id);
        });
    return new Registration(id, next.version(), emitter.warnings());
  }

  boolean remove(String owner, String id, long version) {
    known(owner, id, version);
    return registry.remove(
        id,
        () -> {
          forget(known(owner, id, version));
        });
  }

  /** Forgets a definition of whatever version; one that no user wrote is passed over. */
  void forget(String id) {
    StoredDefinition known = definitions.get(id);
    if (known != null) {
      forget(known);
    }
  }

  private void forget(StoredDefinition known) {
    store.remove(known.id(), known.version());
    definitions.remove(known.id());
    refused.remove(known.id());
    owned.add(known.owner(), -1, -bytes(known.json()));
  }

  private StoredDefinition known(String owner, String id, long version) {
    StoredDefinition known = definitions.get(id);
    if (known == null || !known.owner().equals(owner)) {
      String hint = Suggestion.nearest(id, of(owner).stream().map(StoredDefinition::id).toList());
      throw new EmitterException(
          "there is no emitter \""
              + id
              + "\" of user "
              + owner
              + (hint == null ? "" : "; " + hint));
    }
    if (known.version() != version) {
      throw new VersionConflictException("emitter \"" + id + "\"", version, known.version());
    }
    return known;
  }
}
