package dev.emitter.log.disk;

import java.util.Arrays;

/**
 * Where some of the events of a segment begin: one about every 64 KiB, and those where readers will
 * go on. Thread-safe.
 */
final class SegmentIndex {

  private static final int STRIDE = 1 << 16;
  private static final int HINTS = 64;

  /**
   * Where an event begins.
   *
   * @param position its position; events before it may be missing
   * @param offset where it begins in the file
   * @param latestBefore the latest time of any event of the segment before it
   */
  record Place(long position, long offset, long latestBefore) {}

  private final Place first;
  private Place[] places = new Place[4];
  private int size;
  private Place[] hints = new Place[0];

  SegmentIndex(long base) {
    this.first = new Place(base, SegmentHeader.SIZE, Long.MIN_VALUE);
  }

  /** Notes a place beyond all that were noted, unless it is near the last one. */
  synchronized void add(long position, long offset, long latestBefore) {
    Place last = size == 0 ? first : places[size - 1];
    if (offset - last.offset() >= STRIDE && position > last.position()) {
      if (size == places.length) {
        places = Arrays.copyOf(places, size * 2);
      }
      places[size++] = new Place(position, offset, latestBefore);
    }
  }

  /** Notes where a reader will go on. */
  synchronized void hint(Place place) {
    if (hints.length == 0) {
      hints = new Place[HINTS];
    }
    hints[slot(place.position())] = place;
  }

  /** Returns the nearest place known at or before a position. */
  synchronized Place at(long position) {
    if (hints.length > 0) {
      Place hint = hints[slot(position)];
      if (hint != null && hint.position() == position) {
        return hint;
      }
    }
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (places[middle].position() <= position) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low == 0 ? first : places[low - 1];
  }

  /** Returns the last place known before which every event is earlier than a time. */
  synchronized Place before(long time) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (places[middle].latestBefore() < time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low == 0 ? first : places[low - 1];
  }

  /** Forgets all places, to save memory. */
  synchronized void clear() {
    places = new Place[4];
    size = 0;
    hints = new Place[0];
  }

  private static int slot(long position) {
    return (int) (position % HINTS);
  }
}
