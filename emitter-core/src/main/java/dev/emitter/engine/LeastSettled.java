package dev.emitter.engine;

import dev.emitter.log.Position;
import java.util.PriorityQueue;

/**
 * The least position that some busy lanes have settled, found without asking each of them. A lane
 * is kept by the position that it had when it was last asked. It never goes back, so the others
 * have settled at least as much as the first one had then: only those at the head are asked again.
 * Owned by the loop.
 */
final class LeastSettled {

  private final PriorityQueue<Entry> entries = new PriorityQueue<>();

  private static final class Entry implements Comparable<Entry> {

    private final LaneState lane;
    private Position settled; // changed only while it is not in the queue

    Entry(LaneState lane, Position settled) {
      this.lane = lane;
      this.settled = settled;
    }

    @Override
    public int compareTo(Entry other) {
      return settled.compareTo(other.settled);
    }
  }

  /** Adds a lane that has become busy, unless it is here still from the last time. */
  void add(LaneState lane, Position routed) {
    if (!lane.isCounted()) {
      lane.counted(true);
      entries.add(new Entry(lane, lane.settledTo(routed)));
    }
  }

  /** Removes a lane, wherever it is. */
  void remove(LaneState lane) {
    if (entries.removeIf(entry -> entry.lane == lane)) {
      lane.counted(false);
    }
  }

  /** Returns the least position, or the routed one if that is less, and if no lane is busy. */
  Position least(Position routed) {
    Position least = routed;
    Entry head = entries.peek();
    while (head != null && head.settled.compareTo(routed) < 0) {
      Position settled = head.lane.settledTo(routed);
      if (head.lane.isBusy() && settled.equals(head.settled)) {
        least = settled;
        break;
      }
      entries.remove();
      if (head.lane.isBusy()) {
        head.settled = settled;
        entries.add(head);
      } else {
        head.lane.counted(false);
      }
      head = entries.peek();
    }
    assert least.equals(ofEach(routed)) : "settled up to " + least + ", not " + ofEach(routed);
    return least;
  }

  private Position ofEach(Position routed) {
    Position least = routed;
    for (Entry entry : entries) {
      Position settled = entry.lane.isBusy() ? entry.lane.settledTo(routed) : routed;
      least = settled.compareTo(least) < 0 ? settled : least;
    }
    return least;
  }
}
