package dev.emitter.audit;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * An entry of the chain: what became of a segment, tied to the entry before by its digest.
 *
 * @param json its members
 * @param digest the SHA-256 of its line
 */
record ChainEntry(JsonNode json, String digest) {

  /** A segment was closed. */
  static final String SEGMENT = "segment";

  /** A closed segment was compressed. */
  static final String COMPRESSED = "compressed";

  /** Events were erased, and segments written anew for it. */
  static final String ERASED = "erased";

  /** A segment was removed because it was too old, or to make room. */
  static final String DROPPED = "dropped";

  /** The digest that the first entry names. */
  static final String NONE = "0".repeat(64);

  String kind() {
    return json.path("kind").asText();
  }

  boolean is(String kind) {
    return kind().equals(kind);
  }

  long first() {
    return json.path("first").asLong();
  }

  long last() {
    return json.path("last").asLong();
  }

  long count() {
    return json.path("count").asLong();
  }

  String sha256() {
    return json.path("sha256").asText();
  }

  Instant lastAt() {
    return Instant.parse(json.path("lastAt").asText());
  }

  String previous() {
    return json.path("previous").asText();
  }
}
