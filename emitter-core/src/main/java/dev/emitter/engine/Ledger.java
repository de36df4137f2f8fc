package dev.emitter.engine;

import dev.emitter.delivery.ParkedEvent;
import dev.emitter.log.Position;
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
  private List<ParkedEvent> unstored = List.of();
  private List<ParkedEvent> unremoved = List.of();

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
    unstored = with(unstored, event);
    return parked.size() < MAX_PARKED;
  }

  /** Goes on with what an earlier process has set aside. */
  void restore(List<ParkedEvent> events) {
    parked = events.isEmpty() ? List.of() : new ArrayList<>(events);
    counters.parked += events.size();
  }

  /** Forgets the parked events; returns how many there were. */
  int discardParked() {
    int discarded = parked.size();
    parked.forEach(event -> unremoved = with(unremoved, event));
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
        unremoved = with(unremoved, event);
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
