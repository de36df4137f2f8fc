package dev.emitter.engine;

import dev.emitter.delivery.EmitterState;
import dev.emitter.delivery.EmitterStatus;
import dev.emitter.delivery.TimeSource;
import dev.emitter.log.LoggedEvent;
import dev.emitter.log.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one emitter has to keep: its backlog, its state, its counters and its parked events. Owned
 * by the loop.
 */
final class Ledger {

  private final String id;
  private final Backlog backlog;
  private final Health health;
  private final ParkedEvents parked;
  private final Counters counters = new Counters();
  private @Nullable Position began;
  private @Nullable FailureLog failureLog;
  private List<SkippedRange> skipped = List.of();

  /** Creates a ledger with nothing in it. */
  Ledger(String id, Backlog backlog, Health health, ParkedEvents parked) {
    this.id = id;
    this.backlog = backlog;
    this.health = health;
    this.parked = parked;
    this.began = backlog.readTo();
  }

  String id() {
    return id;
  }

  Backlog backlog() {
    return backlog;
  }

  Health health() {
    return health;
  }

  /** Returns what tells of it in the log of the application. */
  FailureLog failureLog() {
    FailureLog made = failureLog;
    if (made == null) { // most emitters never need one
      made = new FailureLog(id);
      failureLog = made;
    }
    return made;
  }

  ParkedEvents parked() {
    return parked;
  }

  Counters counters() {
    return counters;
  }

  /**
   * Returns how the emitter is doing.
   *
   * @param filtered how many events were not for it, with those it was passed over for
   * @param waiting how many events wait
   * @param oldest the first of them, or null
   * @param busy for how long calls were under way
   * @param limitedBy the limit of its owner that it waits for, or null
   */
  EmitterStatus status(
      ActiveDefinition active,
      long filtered,
      long waiting,
      @Nullable LoggedEvent oldest,
      Duration busy,
      @Nullable String limitedBy,
      Instant now) {
    DisabledState disabling = health.state() == EmitterState.DISABLED ? health.disabling() : null;
    return new EmitterStatus(
        id,
        active.resolved().provider().type(),
        active.definition().owner(),
        health.state(),
        health.since(),
        health.reason(),
        disabling == null ? null : disabling.by(),
        disabling == null ? null : disabling.person(),
        counters.matched,
        counters.delivered,
        filtered,
        counters.retried,
        counters.parked,
        counters.dropped,
        counters.skipped,
        counters.withheld,
        counters.filterFailures,
        waiting,
        backlog.held().bytes(),
        oldest == null ? null : oldest.publishedAt(),
        health.day().count(now),
        counters.isSlow(active.settings().slowAfter()),
        busy,
        limitedBy,
        counters.errors());
  }

  // What must be known after a restart.

  /**
   * Goes on from where an earlier process was. A definition that was changed meanwhile is tried
   * anew, as if it had been changed now.
   */
  void restore(LaneCheckpoint record, List<Parked> setAside, String definition, TimeSource time) {
    if (record.at() != null && record.at().equals(began)) { // and does not begin anew
      began = record.began();
    }
    counters.parked += parked.restore(setAside, record.removed());
    backlog.restore(record.attempted());
    skipped = record.skipped();
    boolean same = !record.removed() && record.definition().equals(definition);
    DisabledState disabled = record.disabling();
    if (disabled != null) {
      if (same) {
        health.restore(disabled);
      } else {
        health.probe();
      }
    }
    if (same) {
      health.day().restore(record.failuresByHour(), record.deliveredByHour());
      health.spell(record.spell());
    }
    if (same && record.failingSince() != null) {
      Duration ago = Duration.between(record.failingSince(), time.clock().instant());
      health.restore(record.failures(), time.nanoTime() - Math.max(0, ago.toNanos()));
    }
  }

  /**
   * Returns what must be known of the emitter.
   *
   * @param cursor up to where all is settled; null if the router's position stands for that
   */
  LaneCheckpoint record(@Nullable Position cursor, String definition, TimeSource time) {
    Duration failing = health.failingFor(time.nanoTime());
    return new LaneCheckpoint(
        began,
        cursor,
        backlog.attempted(),
        skipped,
        health.disabling(),
        health.spell(),
        health.failures(),
        failing == null ? null : time.clock().instant().minus(failing),
        health.day().byHour(),
        health.day().deliveredByHour(),
        definition,
        null);
  }

  /** Leaves out what is not settled up to a position, and remembers that. */
  void leaveOut(Position upTo) {
    Position after = backlog.settledTo();
    if (upTo.compareTo(after) > 0) {
      skipped = SkippedRange.with(skipped, new SkippedRange(after, upTo, settledAhead(upTo)));
    }
    counters.skipped += backlog.leaveOut(upTo);
  }

  /** Returns the positions up to this one that are settled, behind one that is not. */
  private Set<Position> settledAhead(Position upTo) {
    Set<Position> settled = new HashSet<>();
    backlog
        .attempted()
        .forEach(
            (position, one) -> {
              if (one.settled() && position.compareTo(upTo) <= 0) {
                settled.add(position);
              }
            });
    return settled;
  }
}
