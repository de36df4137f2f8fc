package dev.emitter.engine;

/** How many bytes the events take that one emitter holds in memory. Owned by the loop. */
final class HeldBytes {

  private final QueueBudget budget;
  private long bytes;
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

  /** Counts nothing any more, as the emitter is closed. */
  void release() {
    if (!released) {
      budget.add(-bytes);
      bytes = 0;
      released = true;
    }
  }

  long bytes() {
    return bytes;
  }

  /** Returns whether there is room for an event more. */
  boolean hasRoom() {
    return budget.room(bytes) > 0;
  }

  /**
   * Returns how many events to read at once: none while it is not worth it.
   *
   * @param held how many events are held now, at least one
   */
  int worthReading(int held) {
    long average = Math.max(1, bytes / held);
    return budget.isWorthReading(bytes)
        ? (int) Math.min(Integer.MAX_VALUE, 1 + budget.room(bytes) / average)
        : 0;
  }
}
