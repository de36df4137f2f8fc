package dev.emitter.engine;

import dev.emitter.log.LoggedEvent;
import dev.emitter.log.Position;

/**
 * What an emitter takes in. While it is level, the router gives it the events that may be for it
 * and counts those that it passes over; otherwise it reads the log itself. Guarded by its lane, but
 * for {@link #isLevel}.
 */
final class Intake {

  private final Ledger ledger;
  private final Backlog backlog;
  private final Surroundings around;
  private volatile LaneGroup group = LaneGroup.NONE; // written by the router under its lock
  private volatile boolean level; // written under the lane's lock, read by the router without it
  private boolean counting;
  private long passed;
  private int version;

  Intake(Ledger ledger, Surroundings around) {
    this.ledger = ledger;
    this.backlog = ledger.backlog();
    this.around = around;
  }

  /** Joins the lanes with the same topics and owner. */
  void join(LaneGroup joined) {
    group = joined;
  }

  // Level or behind.

  /** Returns whether the router gives it events. */
  boolean isLevel() {
    return level;
  }

  /** Returns whether an event that the router has is for it to look at. */
  boolean awaits(LoggedEvent event) {
    return level && isUnread(event);
  }

  /** Returns whether it has not read the event yet. */
  boolean isUnread(LoggedEvent event) {
    return event.position().compareTo(backlog.readTo()) > 0;
  }

  /** Returns whether it has read all up to there. */
  boolean hasRead(Position routed) {
    return backlog.readTo().compareTo(routed) >= 0;
  }

  /** Has read all that is routed, or more, and is given events from now on. */
  void becomeLevel() {
    level = true;
    counting = false;
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

  /**
   * Begins to count what the router passes over, if the router has come to where this emitter has
   * read; until then it has counted the events itself.
   *
   * @return whether it begins now
   */
  boolean beginCounting(Position routed) {
    boolean begins = isAhead() && backlog.readTo().compareTo(routed) <= 0;
    if (begins) {
      counting = true;
      passed = group.passed();
    }
    return begins;
  }

  /** Returns whether it is level, and has read what the router has and nothing beyond. */
  boolean followsRouter() {
    return level && counting;
  }

  /** Returns whether it is level and has read further than the router. */
  boolean isAhead() {
    return level && !counting;
  }

  /** Is given an event that its group counts as well. */
  void isGiven() {
    passed += counting && group.isCounting() ? 1 : 0;
  }

  /** Counts the events that the router has passed over since it was last given one. */
  void countPassed(Position routed) {
    long events = passedOver();
    if (events > 0) {
      ledger.counters().filtered += events;
      backlog.filtered(events, routed);
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
    return level && counting ? group.passed() - passed : 0;
  }

  // Deciding.

  /**
   * Reads an event.
   *
   * @param kept whether to keep it in the backlog
   */
  void read(LoggedEvent event, Verdict verdict, boolean kept, Effects effects) {
    if (count(verdict, event) && verdict.matches()) {
      effects.add(() -> around.listener().matched(ledger.id(), event));
    }
    if (backlog.isLeftOut(event.position())) {
      boolean leftOut = backlog.readLeftOut(event) && verdict.matches();
      ledger.counters().skipped += leftOut && !event.topic().isReserved() ? 1 : 0;
    } else if (!level || kept) {
      backlog.read(event, kept);
    }
  }

  /** Reads an event that the log drops. */
  void drop(LoggedEvent event, Verdict verdict, Effects effects) {
    count(verdict, event);
    backlog.read(event, false);
    if (!event.topic().isReserved()) {
      ledger.counters().dropped++;
    }
    effects.add(() -> around.listener().dropped(ledger.id(), event.topic(), event.event().event()));
  }

  /** Counts an event of the application; returns whether it was looked at for the first time. */
  private boolean count(Verdict verdict, LoggedEvent event) {
    if (backlog.countsNow(event.position()) && !event.topic().isReserved()) {
      ledger.counters().count(verdict, event.event().event().getId(), around.time().clock());
      if (verdict.countsAsFiltered()) {
        backlog.filtered();
      }
    }
    return backlog.tellsNow(event.position());
  }
}
