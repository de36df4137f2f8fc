package dev.emitter.engine;

import dev.emitter.log.LoggedEvent;
import dev.emitter.log.Position;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The events that an emitter has selected and not settled, and how far it has read and settled the
 * log. Owned by the loop.
 */
final class Backlog {

  private final PendingQueue pending;
  private final AttemptedEvents known = new AttemptedEvents();
  private final CountedDecisions decisions = new CountedDecisions();
  private int mostAhead;
  private Position readTo;
  private Position settledTo;
  private @Nullable Position leftOutTo;

  /**
   * Creates a backlog with nothing in it.
   *
   * @param start the position behind which is read
   * @param mostAhead how many events may be settled behind one that fails: each must be remembered,
   *     and stored, until then
   */
  Backlog(Position start, QueueBudget budget, int mostAhead) {
    this.mostAhead = mostAhead;
    this.pending = new PendingQueue(budget);
    this.readTo = start;
    this.settledTo = start;
  }

  boolean isEmpty() {
    return pending.isEmpty();
  }

  /** Returns how many events are not settled. */
  int unsettled() {
    return pending.size() - pending.settledAhead();
  }

  /** Returns the oldest event that is not settled, or null if there is none here. */
  @Nullable LoggedEvent oldest() {
    Pending first = pending.open().first();
    return first == null ? null : first.logged();
  }

  /**
   * Returns how many more events may be taken in; perhaps less than one.
   *
   * @param capacity how many may wait
   */
  int room(int capacity) {
    int room = capacity - unsettled();
    return hasRoomInBytes() ? room : Math.min(room, 0);
  }

  /** Returns whether one more event may be taken in, as far as memory is concerned. */
  boolean hasRoomInBytes() {
    return pending.held().hasRoom(pending.isEmpty());
  }

  /**
   * Returns how many events to read at once, as far as memory is concerned: none while it is not
   * worth it.
   */
  int worthReading() {
    return pending.held().worthReading(pending.size());
  }

  /** The emitter belongs to somebody else now, who has these limits. */
  void owner(QueueBudget budget, int mostAhead) {
    this.mostAhead = mostAhead;
    pending.held().moveTo(budget);
  }

  /** Returns the bytes of events that are held here. */
  HeldBytes held() {
    return pending.held();
  }

  /** Returns how many of the events that are not settled may be on their way, the oldest first. */
  int window() {
    return Math.max(0, mostAhead - pending.settledAhead()) + 1;
  }

  /** Returns the events that are not settled, in log order. */
  Iterator<Pending> iterator() {
    return pending.open().iterator();
  }

  /** Returns the position of the last event looked at. */
  Position readTo() {
    return readTo;
  }

  /** Returns the position up to which every event is settled. */
  Position settledTo() {
    return pending.isEmpty() ? readTo : settledTo;
  }

  /** Skips what was not for this emitter: everything up to the position. */
  void skipTo(Position position) {
    if (position.compareTo(readTo) > 0) {
      readTo = position;
    }
  }

  /** Takes a look at the event: from now on it counts as read. */
  void read(LoggedEvent event, boolean selected) {
    Pending before = known.take(event);
    if (selected || (before != null && before.stage() != Pending.Stage.WAITING)) {
      Pending entry = before == null ? new Pending(event) : before;
      entry.selected(selected);
      add(entry);
    } else if (before != null) {
      pending.held().letGo(before);
    }
    readTo = event.position();
  }

  /**
   * Leaves out everything up to a position that is not settled: what is here now, and what is yet
   * to be read. What is in flight counts as settled, whatever becomes of it.
   *
   * @return how many events of the application were left out
   */
  long leaveOut(Position upTo) {
    leftOutTo = leftOutTo == null || upTo.compareTo(leftOutTo) > 0 ? upTo : leftOutTo;
    long leftOut = 0;
    for (Pending entry : pending) {
      if (entry.stage() != Pending.Stage.SETTLED && isLeftOut(entry.position())) {
        leftOut += entry.isCounted() ? 1 : 0;
        pending.settle(entry);
      }
    }
    removeSettled();
    settleTo(upTo);
    return leftOut;
  }

  /** What was not selected up to there is settled, too: another definition may select it. */
  private void settleTo(Position upTo) {
    Pending head = pending.first();
    boolean isBefore = head != null && upTo.compareTo(head.position()) < 0;
    if (isBefore && upTo.compareTo(readTo) <= 0 && upTo.compareTo(settledTo) > 0) {
      settledTo = upTo;
    }
  }

  /** Returns whether an event is to be left out, if it is not settled. */
  boolean isLeftOut(Position position) {
    return leftOutTo != null && position.compareTo(leftOutTo) <= 0;
  }

  /** Reads an event that is to be left out; returns whether it was not settled before. */
  boolean readLeftOut(LoggedEvent event) {
    Pending before = known.take(event);
    boolean open = before == null || before.stage() != Pending.Stage.SETTLED;
    if (before != null) {
      before.stage(Pending.Stage.SETTLED);
      pending.held().letGo(before);
    }
    readTo = event.position();
    return open;
  }

  /** Goes on with what an earlier process has tried or settled beyond its cursor. */
  void restore(Map<Position, Pending.Attempted> attempted) {
    known.restore(attempted);
  }

  /** Returns what must be known, after a restart, of the events beyond the cursor. */
  Map<Position, Pending.Attempted> attempted() {
    if (pending.isEmpty() && known.isEmpty()) {
      return Map.of();
    }
    TreeMap<Position, Pending.Attempted> attempted = new TreeMap<>();
    known.addTo(attempted);
    pending.forEach(entry -> AttemptedEvents.add(entry, attempted));
    attempted.headMap(settledTo(), true).clear();
    return attempted;
  }

  /**
   * Adds an event, which may have been here before: it stays settled or in flight, or going back in
   * the log would repeat it.
   */
  private void add(Pending entry) {
    if (pending.isEmpty()) {
      settledTo = readTo;
      decisions.takeFiltered();
    }
    entry.filteredBefore(decisions.takeFiltered());
    pending.add(entry);
  }

  /** Notes that an event, which may have left the backlog meanwhile, is settled. */
  void settle(Pending entry) {
    pending.settle(entry);
  }

  /** Lets go of those of some events that are settled; what waits before them may wait for long. */
  void letGoOfSettled(List<Pending> entries) {
    pending.letGoOfSettled(entries);
  }

  /** Removes the settled events at the head. */
  void removeSettled() {
    Position removed = pending.removeSettled();
    if (removed != null) {
      settledTo = removed;
    }
  }

  /**
   * Goes back to the first event that is not settled, to read the log again from there. What was
   * settled beyond it, is in flight, or has failed before is remembered until it is read again.
   * Events that the log has no more are kept if they are still wanted.
   *
   * @param gone the last position that the log has dropped
   */
  void rewind(Position gone, Predicate<LoggedEvent> wanted) {
    removeSettled();
    readTo = settledTo();
    for (Pending entry : pending.removeAll()) {
      if (entry.position().compareTo(gone) > 0) {
        entry.dueNow();
        known.keep(entry);
      } else if (entry.stage() != Pending.Stage.WAITING || wanted.test(entry.logged())) {
        entry.dueNow();
        add(entry);
        readTo = entry.position();
      } else {
        pending.held().letGo(entry);
      }
    }
    skipTo(gone); // the log may still have them for a moment, but they are counted as dropped
  }

  /** Returns whether the event is held here although it is to be read again. */
  boolean remembers(Position position) {
    return known.keeps(position);
  }

  CountedDecisions decisions() {
    return decisions;
  }

  /** Takes back what was counted of events that are decided about anew. */
  void uncount(Counters counters) {
    decisions.uncount(pending, settledTo(), counters);
  }

  /** Returns whether an event here has failed at least once. */
  boolean hasFailed() {
    for (Pending entry : pending.open()) {
      if (entry.attempts() > 0) {
        return true;
      }
    }
    return false;
  }
}
