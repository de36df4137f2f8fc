package dev.emitter.engine;

import dev.emitter.delivery.EmitterListener;
import dev.emitter.log.LoggedEvent;
import dev.emitter.log.Position;
import java.time.Clock;

/**
 * What an emitter takes in. While it is level, the router gives it the events that may be for it
 * and counts those that it passes over; otherwise it reads the log itself, no further than the
 * router. Owned by the loop.
 */
final class Intake {

  private final Ledger ledger;
  private final Backlog backlog;
  private final EmitterListener listener;
  private final Clock clock;
  private PassedEvents group = new PassedEvents();
  private boolean level;
  private long passed;
  private int version;

  Intake(Ledger ledger, EmitterListener listener, Clock clock) {
    this.ledger = ledger;
    this.backlog = ledger.backlog();
    this.listener = listener;
    this.clock = clock;
  }

  /** Joins the lanes with the same topics and owner. */
  void join(PassedEvents joined) {
    group = joined;
  }

  // Level or behind.

  /** Returns whether the router gives it events. */
  boolean isLevel() {
    return level;
  }

  /** Returns whether it has not read the event yet. */
  boolean isUnread(LoggedEvent event) {
    return event.position().compareTo(backlog.readTo()) > 0;
  }

  /** Returns whether it has read all up to there. */
  boolean hasRead(Position routed) {
    return backlog.readTo().compareTo(routed) >= 0;
  }

  /** Has read all that is routed, and is given events from now on. */
  void becomeLevel() {
    level = true;
    passed = group.passed();
  }

  /** Is given no more events: it reads them itself when there is room. */
  void fallBehind() {
    level = false;
  }

  /** Falls behind, to read again from a place in what is routed; what is being read is void. */
  void startOver(Position routed) {
    if (level) {
      skipTo(routed);
    }
    level = false;
    version++;
  }

  /** Returns what tells whether it has started over in the meantime. */
  int version() {
    return version;
  }

  // Counting what is passed over.

  /** Takes notice that its group counts the event that it is given, too. */
  void given() {
    passed += group.isCounting() ? 1 : 0;
  }

  /** Counts the events that the router has passed over since it was last given one. */
  void countPassed(Position routed) {
    long events = passedOver();
    if (events > 0) {
      ledger.counters().filtered += events;
      backlog.decisions().filtered(events, routed);
      passed += events;
    }
  }

  /** Counts what was passed over, and has read all up to there. */
  void skipTo(Position routed) {
    countPassed(routed);
    backlog.skipTo(routed);
  }

  /** Returns how many events it has been passed over for, and not counted. */
  long passedOver() {
    return level ? group.passed() - passed : 0;
  }

  // Deciding.

  /**
   * Reads an event.
   *
   * @param kept whether to keep it in the backlog
   */
  void read(LoggedEvent event, Verdict verdict, boolean kept) {
    if (count(verdict, event) && verdict.matches()) {
      listener.matched(ledger.id(), event);
    }
    if (backlog.isLeftOut(event.position())) {
      boolean leftOut = backlog.readLeftOut(event) && verdict.matches();
      ledger.counters().skipped += leftOut && !event.topic().isReserved() ? 1 : 0;
    } else if (!level || kept) {
      backlog.read(event, kept);
    }
  }

  /** Reads an event that the log drops. */
  void drop(LoggedEvent event, Verdict verdict) {
    count(verdict, event);
    backlog.read(event, false);
    if (!event.topic().isReserved()) {
      ledger.counters().dropped++;
    }
    listener.dropped(ledger.id(), event.topic(), event.event().event());
  }

  /** Counts an event of the application; returns whether it was looked at for the first time. */
  private boolean count(Verdict verdict, LoggedEvent event) {
    if (backlog.decisions().countsNow(event.position()) && !event.topic().isReserved()) {
      ledger.counters().count(verdict, event.event().event().getId(), clock);
      if (verdict.countsAsFiltered()) {
        backlog.decisions().filtered();
      }
    }
    return backlog.decisions().tellsNow(event.position());
  }
}
