package dev.emitter.engine;

import dev.emitter.delivery.ParkedEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * What one emitter has to keep: its backlog, its state, its counters and its parked events. Guarded
 * by its lane.
 */
final class Ledger {

  /** How many events are parked before the emitter is disabled. */
  static final int MAX_PARKED = 10_000;

  private final String id;
  private final Backlog backlog;
  private final Health health;
  private final Counters counters = new Counters();
  private List<ParkedEvent> parked = List.of();

  Ledger(String id, Backlog backlog, Health health) {
    this.id = id;
    this.backlog = backlog;
    this.health = health;
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

  Counters counters() {
    return counters;
  }

  /** Sets an event aside; returns whether there is room for more. */
  boolean park(ParkedEvent event) {
    if (parked.isEmpty()) {
      parked = new ArrayList<>(2);
    }
    parked.add(event);
    return parked.size() < MAX_PARKED;
  }

  /** Forgets the parked events; returns how many there were. */
  int discardParked() {
    int discarded = parked.size();
    parked = List.of();
    return discarded;
  }

  List<ParkedEvent> parked() {
    return List.copyOf(parked);
  }
}
