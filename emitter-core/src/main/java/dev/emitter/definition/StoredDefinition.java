package dev.emitter.definition;

import java.time.Instant;

/**
 * The definition of a user's emitter, as the user wrote it. Immutable.
 *
 * @param id the id that was made for the emitter
 * @param owner the user
 * @param json the definition, without id and owner
 * @param version 1 when it was registered, and one more after each change
 * @param changedAt when this version was made
 */
public record StoredDefinition(
    String id, String owner, String json, long version, Instant changedAt) {}
