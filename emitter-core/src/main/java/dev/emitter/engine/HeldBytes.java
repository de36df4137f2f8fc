package dev.emitter.engine;

/** How many bytes the events take that one emitter holds in memory. Owned by the loop. */
final class HeldBytes {

  private QueueBudget budget;
  private long bytes;
  private long parked;
  private boolean released;

  HeldBytes(QueueBudget budget) {
    this.budget = budget;
  }

  /** Counts an event, once. */
  void hold(Pending entry) {
    if (entry.weight() == 0 && !released) {
      entry.weight(Math.max(1, entry.logged().event().weight()));
      bytes += entry.weight();
      budget.add(entry.weight());
    }
  }

  /** Counts an event no more. */
  void letGo(Pending entry) {
    if (entry.stage() == Pending.Stage.SETTLED) {
      entry.forgetEvent();
    }
    if (entry.weight() > 0 && !released) {
      bytes -= entry.weight();
      budget.add(-entry.weight());
      entry.weight(0);
    }
  }

  /** Counts what is set aside and not stored yet, or takes it away. */
  void parked(long more) {
    if (!released) {
      parked += more;
      budget.add(more);
    }
  }

  /** Counts all of it in another budget, as the emitter belongs to somebody else now. */
  void moveTo(QueueBudget other) {
    budget.add(-bytes - parked);
    other.add(bytes + parked);
    budget = other;
  }

  /** Counts nothing any more, as the emitter is closed. */
  void release() {
    if (!released) {
      budget.add(-bytes - parked);
      bytes = 0;
      parked = 0;
      released = true;
    }
  }

  /** Returns how many bytes the events take that wait. */
  long bytes() {
    return bytes;
  }

  /**
   * Returns whether there is room for an event more: always for one.
   *
   * @param none whether no event waits
   */
  boolean hasRoom(boolean none) {
    return (none && parked == 0) || budget.room(bytes + parked) > 0;
  }

  /**
   * Returns how many events to read at once: none while it is not worth it.
   *
   * @param held how many events wait
   */
  int worthReading(int held) {
    if (held == 0 && parked == 0) {
      return Integer.MAX_VALUE;
    }
    long all = bytes + parked;
    long average = Math.max(1, held == 0 ? parked : bytes / held);
    return budget.isWorthReading(all)
        ? (int) Math.min(Integer.MAX_VALUE, 1 + budget.room(all) / average)
        : 0;
  }
}
