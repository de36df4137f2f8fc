package dev.emitter.engine;

import dev.emitter.delivery.EmitterState;
import dev.emitter.delivery.EmitterStatus;
import dev.emitter.delivery.ParkedEvent;
import dev.emitter.delivery.TimeSource;
import dev.emitter.log.LoggedEvent;
import dev.emitter.log.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one emitter has to keep: its backlog, its state, its counters and its parked events. Owned
 * by the loop.
 */
final class Ledger {

  /** How many events are parked before the emitter is disabled. */
  static final int MAX_PARKED = 10_000;

  private final String id;
  private final Backlog backlog;
  private final Health health;
  private final boolean stored;
  private final Counters counters = new Counters();
  private @Nullable Position began;
  private @Nullable FailureLog failureLog;
  private List<SkippedRange> skipped = List.of();
  private List<ParkedEvent> parked = List.of();
  private List<ParkedEvent> unstored = List.of();
  private List<ParkedEvent> unremoved = List.of();

  /**
   * Creates a ledger with nothing in it.
   *
   * @param stored whether somebody collects what is set aside and forgotten
   */
  Ledger(String id, Backlog backlog, Health health, boolean stored) {
    this.id = id;
    this.backlog = backlog;
    this.health = health;
    this.stored = stored;
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
   */
  EmitterStatus status(
      Work work,
      long filtered,
      long waiting,
      @Nullable LoggedEvent oldest,
      Duration busy,
      Instant now) {
    Disabling disabling = health.state() == EmitterState.DISABLED ? health.disabling() : null;
    return new EmitterStatus(
        id,
        work.resolved().provider().type(),
        work.definition().owner(),
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
        backlog.bytes(),
        oldest == null ? null : oldest.publishedAt(),
        health.day().count(now),
        counters.isSlow(work.settings().slowAfter()),
        busy,
        counters.errors());
  }

  // What must be known after a restart.

  /**
   * Goes on from where an earlier process was. A definition that was changed meanwhile is tried
   * anew, as if it had been changed now.
   */
  void restore(LaneRecord record, List<ParkedEvent> setAside, String definition, TimeSource time) {
    if (record.at() != null && record.at().equals(began)) { // and does not begin anew
      began = record.began();
    }
    restore(setAside, record.removed());
    backlog.restore(record.attempted());
    skipped = record.skipped();
    boolean same = !record.removed() && record.definition().equals(definition);
    Disabling disabled = record.disabling();
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
  LaneRecord record(@Nullable Position cursor, String definition, TimeSource time) {
    Duration failing = health.failingFor(time.nanoTime());
    return new LaneRecord(
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
      skipped =
          SkippedRange.with(skipped, new SkippedRange(after, upTo, backlog.settledAhead(upTo)));
    }
    counters.skipped += backlog.leaveOut(upTo);
  }

  // What is set aside.

  /** Sets an event aside; returns whether there is room for more. */
  boolean park(ParkedEvent event) {
    if (parked.isEmpty()) {
      parked = new ArrayList<>(2);
    }
    parked.add(event);
    store(event);
    return parked.size() < MAX_PARKED;
  }

  /**
   * Goes on with what was set aside for this emitter before.
   *
   * @param again whether it may not be stored yet
   */
  void restore(List<ParkedEvent> events, boolean again) {
    parked = events.isEmpty() ? List.of() : new ArrayList<>(events);
    counters.parked += events.size();
    if (again) {
      parked.forEach(this::store);
    }
  }

  private void store(ParkedEvent event) {
    if (stored) {
      unstored = with(unstored, event);
    }
  }

  private void unstore(ParkedEvent event) {
    if (stored) {
      unremoved = with(unremoved, event);
    }
  }

  /** Forgets the parked events; returns how many there were. */
  int discardParked() {
    int discarded = parked.size();
    parked.forEach(this::unstore);
    parked = List.of();
    unstored = List.of();
    return discarded;
  }

  private static List<ParkedEvent> with(List<ParkedEvent> list, ParkedEvent event) {
    List<ParkedEvent> longer = list.isEmpty() ? new ArrayList<>(2) : list;
    longer.add(event);
    return longer;
  }

  /** Forgets a parked event that was delivered after all; returns whether it was there. */
  boolean unpark(Position position) {
    for (int i = 0; i < parked.size(); i++) {
      ParkedEvent event = parked.get(i);
      if (event.event().position().equals(position)) {
        parked.remove(i);
        if (!unstored.isEmpty()) { // or it is a list that never changes
          unstored.remove(event);
        }
        unstore(event);
        return true;
      }
    }
    return false;
  }

  /** Passes on what was set aside, and forgotten, since the last call. */
  void collectParked(List<ParkedEvent> added, List<ParkedEvent> removed) {
    added.addAll(unstored);
    removed.addAll(unremoved);
    unstored = List.of();
    unremoved = List.of();
  }

  List<ParkedEvent> parked() {
    return List.copyOf(parked);
  }
}
