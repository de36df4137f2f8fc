package dev.emitter.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.emitter.event.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whose store it is and how long it keeps what, in {@code audit.json} beside the segments.
 *
 * @param emitter the emitter
 * @param owner its user, for ever
 * @param store what tells this store from one of the same emitter that was purged before
 * @param signed whether its chain has been signed, and so must be for ever
 * @param prettyPrint whether arrays are indented
 * @param keep how long entries are kept
 * @param maxBytes how many bytes its segments may take
 * @param removedAt when the emitter was removed, or null
 */
record StoreInfo(
    String emitter,
    String owner,
    String store,
    boolean signed,
    boolean prettyPrint,
    Duration keep,
    long maxBytes,
    @Nullable Instant removedAt) {

  static final String NAME = "audit.json";

  private static final int FORMAT = 1;

  /** Reads that of a folder; null if the folder holds no store. */
  static @Nullable StoreInfo read(Path folder) throws IOException {
    Path file = folder.resolve(NAME);
    byte[] text;
    try {
      text = Files.readAllBytes(file);
    } catch (NoSuchFileException none) {
      return null;
    }
    try {
      return of(Json.tree(text, 0, text.length), file);
    } catch (DateTimeException | JsonProcessingException e) {
      throw new IOException(file + ": is damaged; restore the file", e);
    }
  }

  private static StoreInfo of(JsonNode json, Path file) throws IOException {
    if (json.path("format").asInt() != FORMAT) {
      throw new IOException(
          file + ": is of format " + json.path("format") + ", but only 1 is known; upgrade");
    }
    return new StoreInfo(
        json.path("emitter").asText(),
        json.path("owner").asText(),
        json.path("store").asText(),
        json.path("signed").asBoolean(),
        json.path("prettyPrint").asBoolean(),
        Duration.parse(json.path("keep").asText()),
        json.path("maxBytes").asLong(),
        json.hasNonNull("removedAt") ? Instant.parse(json.path("removedAt").asText()) : null);
  }

  void write(Path folder) throws IOException {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("format", FORMAT)
            .put("emitter", emitter)
            .put("owner", owner)
            .put("store", store)
            .put("prettyPrint", prettyPrint)
            .put("keep", keep.toString())
            .put("maxBytes", maxBytes);
    if (signed) {
      json.put("signed", true);
    }
    if (removedAt != null) {
      json.put("removedAt", removedAt.toString());
    }
    String text = json.toPrettyString() + "\n";
    PrivateFiles.replace(folder.resolve(NAME), text.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the same of a store of that name. */
  StoreInfo named(String name) {
    return new StoreInfo(emitter, owner, name, signed, prettyPrint, keep, maxBytes, removedAt);
  }

  /** Returns the same of a store that is signed, or has been before. */
  StoreInfo signed(boolean now) {
    return new StoreInfo(
        emitter, owner, store, signed || now, prettyPrint, keep, maxBytes, removedAt);
  }

  /** Returns the same of an emitter that was removed then, or is there again. */
  StoreInfo removed(@Nullable Instant at) {
    return new StoreInfo(emitter, owner, store, signed, prettyPrint, keep, maxBytes, at);
  }
}
