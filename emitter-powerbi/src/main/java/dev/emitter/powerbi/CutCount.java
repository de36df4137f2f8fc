package dev.emitter.powerbi;

import dev.emitter.mapping.Row;
import java.util.concurrent.atomic.AtomicLong;

/** Counts the texts that an emitter has stored cut, since it was opened. Thread-safe. */
final class CutCount {

  private final AtomicLong count = new AtomicLong();

  /** Notes that a row is stored, and returns what was changed about it; empty if nothing was. */
  String stored(Row row) {
    String changes = row.changes();
    if (row.cut().isEmpty()) {
      return changes;
    }
    return changes + " (texts cut so far: " + count.addAndGet(row.cut().size()) + ")";
  }
}
