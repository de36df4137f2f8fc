package dev.emitter.audit;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is stored for an emitter, without content. Immutable.
 *
 * @param emitterId the emitter
 * @param owner its user
 * @param entries how many entries are kept, those of erased events too
 * @param bytes how many bytes they take on the disk
 * @param oldestAt the time of the oldest; null if there is none
 * @param newestAt the time of the newest; null if there is none
 * @param dropped how many entries were dropped, because of their age or to make room
 * @param erased how many events were erased
 * @param keep how long entries are kept
 * @param maxBytes how many bytes they may take
 * @param removedAt when the emitter was removed; null if it was not
 */
public record AuditSummary(
    String emitterId,
    String owner,
    long entries,
    long bytes,
    @Nullable Instant oldestAt,
    @Nullable Instant newestAt,
    long dropped,
    long erased,
    Duration keep,
    long maxBytes,
    @Nullable Instant removedAt) {}
