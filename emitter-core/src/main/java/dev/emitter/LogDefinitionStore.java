package dev.emitter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.emitter.definition.DefinitionStore;
import dev.emitter.definition.StoredDefinition;
import dev.emitter.event.Json;
import dev.emitter.log.StateStore;
import dev.emitter.problem.Loggers;
import dev.emitter.problem.VersionConflictException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Keeps definitions with the log, if it keeps such things, and otherwise nowhere. Thread-safe: two
 * changes of one definition follow one another.
 */
final class LogDefinitionStore implements DefinitionStore {

  private static final Logger LOG = Loggers.of(LogDefinitionStore.class);
  private static final String KEY = "definition/";

  private final @Nullable StateStore store;
  private final Map<String, Long> versions = new ConcurrentHashMap<>();

  LogDefinitionStore(@Nullable StateStore store) {
    this.store = store;
  }

  @Override
  public List<StoredDefinition> all() {
    List<StoredDefinition> all = new ArrayList<>();
    if (store != null) {
      store.entries(KEY).forEach((key, text) -> read(key.substring(KEY.length()), text, all));
    }
    return all;
  }

  private void read(String id, String text, List<StoredDefinition> all) {
    try {
      JsonNode json = Json.tree(text);
      long version = Math.max(1, json.path("version").asLong());
      Instant at = Instant.parse(json.path("changedAt").asText(Instant.EPOCH.toString()));
      versions.put(id, version);
      all.add(
          new StoredDefinition(
              id, json.path("owner").asText(), json.path("json").asText(), version, at));
    } catch (JsonProcessingException | DateTimeException e) {
      LOG.error("the stored definition of emitter {} cannot be read: {}", id, e.getMessage());
    }
  }

  @Override
  public void put(StoredDefinition definition) {
    change(
        definition.id(),
        definition.version() - 1,
        definition.version(),
        Optional.of(write(definition)));
  }

  private static String write(StoredDefinition definition) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("owner", definition.owner()).put("json", definition.json());
    json.put("version", definition.version()).put("changedAt", definition.changedAt().toString());
    return json.toString();
  }

  @Override
  public void remove(String id, long version) {
    if (versions.containsKey(id)) {
      change(id, version, 0, Optional.empty());
    }
  }

  private void change(String id, long before, long after, Optional<String> text) {
    versions.compute(
        id,
        (key, stored) -> {
          long current = stored == null ? 0 : stored;
          if (current != before) {
            throw new VersionConflictException("emitter \"" + id + "\"", before, current);
          }
          if (store != null) {
            store.write(Map.of(KEY + id, text));
          }
          return after == 0 ? null : after;
        });
  }
}
