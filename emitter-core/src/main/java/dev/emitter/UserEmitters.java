package dev.emitter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.emitter.channel.ResolvedEmitter;
import dev.emitter.config.DefinitionReader;
import dev.emitter.event.Json;
import dev.emitter.log.EventLog;
import dev.emitter.log.StateStore;
import dev.emitter.problem.EmitterException;
import dev.emitter.problem.Location;
import dev.emitter.problem.Loggers;
import dev.emitter.problem.Problem;
import dev.emitter.problem.Problems;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * The emitters of users, as they wrote them; kept with the log if it keeps such things.
 * Thread-safe.
 */
final class UserEmitters {

  private static final Logger LOG = Loggers.of(UserEmitters.class);
  private static final String KEY = "definition/";

  private final DefinitionReader reader;
  private final Consumer<ResolvedEmitter> apply;
  private final @Nullable StateStore store;
  private final Map<String, Problem> refused = new ConcurrentSkipListMap<>();

  UserEmitters(DefinitionReader reader, EventLog log, Consumer<ResolvedEmitter> apply) {
    this.reader = reader;
    this.apply = apply;
    this.store = log.state().orElse(null);
  }

  /** Puts the definitions of earlier processes to work, but for those that are refused now. */
  void restore() {
    if (store == null) {
      return;
    }
    for (Map.Entry<String, String> entry : store.entries(KEY).entrySet()) {
      String id = entry.getKey().substring(KEY.length());
      try {
        JsonNode stored = Json.tree(entry.getValue());
        apply.accept(stored(id, stored.path("owner").asText(), stored.path("json").asText()));
      } catch (EmitterException | JsonProcessingException e) {
        Problem problem =
            new Problem(
                Location.ofFile("the stored definitions of users"),
                "$",
                "emitter \"" + id + "\" is not at work: " + e.getMessage(),
                null);
        LOG.error("definition refused: {}", problem);
        refused.put(id, problem);
      }
    }
  }

  private ResolvedEmitter stored(String id, String owner, String json) {
    Problems problems = new Problems();
    ResolvedEmitter emitter =
        reader.readStored(id, owner, json.getBytes(StandardCharsets.UTF_8), problems);
    problems
        .warnings()
        .forEach(
            warning ->
                LOG.warn("the stored definition of emitter {} of user {}: {}", id, owner, warning));
    return emitter;
  }

  /** Returns what is wrong with definitions of earlier processes, by id. */
  List<Problem> problems() {
    return List.copyOf(refused.values());
  }

  private ResolvedEmitter read(String id, String owner, String json) {
    return reader.readUser(id, owner, json.getBytes(StandardCharsets.UTF_8));
  }

  /** Puts a definition to work and keeps it; returns what its author is warned of. */
  List<Problem> put(String id, String owner, String json) {
    ResolvedEmitter emitter = read(id, owner, json);
    apply.accept(emitter);
    if (store != null) {
      ObjectNode stored = JsonNodeFactory.instance.objectNode();
      stored.put("owner", owner).put("json", json);
      store.write(Map.of(KEY + id, Optional.of(stored.toString())));
    }
    return emitter.warnings();
  }

  /** Forgets a definition; one that no user wrote is passed over. */
  void remove(String id) {
    refused.remove(id);
    if (store != null && store.entries(KEY + id).containsKey(KEY + id)) {
      store.write(Map.of(KEY + id, Optional.empty()));
    }
  }
}
