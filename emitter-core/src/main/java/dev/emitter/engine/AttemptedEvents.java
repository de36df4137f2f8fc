package dev.emitter.engine;

import dev.emitter.log.LoggedEvent;
import dev.emitter.log.Position;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of events beyond a cursor that are read again: because the emitter has gone back in
 * the log, or because an earlier process has tried them. Owned by the loop.
 */
final class AttemptedEvents {

  private Map<Position, Pending> earlier = Collections.emptyMap();
  private Map<Position, Pending.Attempted> restored = Collections.emptyMap();

  /** Goes on with what an earlier process has tried or settled. */
  void restore(Map<Position, Pending.Attempted> attempted) {
    restored = new HashMap<>(attempted);
  }

  /** Keeps an event until it is read again. */
  void keep(Pending entry) {
    if (earlier.isEmpty()) {
      earlier = new HashMap<>();
    }
    earlier.put(entry.position(), entry);
  }

  /** Returns whether the event itself is kept here. */
  boolean keeps(Position position) {
    return earlier.containsKey(position);
  }

  /**
   * Returns what is known of an event that is read, which is known here no more; null if nothing.
   */
  @Nullable Pending take(LoggedEvent event) {
    if (!earlier.isEmpty()) {
      Pending before = earlier.remove(event.position());
      if (before != null) {
        return before;
      }
    }
    if (!restored.isEmpty()) {
      Pending.Attempted attempted = restored.remove(event.position());
      return attempted == null ? null : Pending.restored(event, attempted);
    }
    return null;
  }

  boolean isEmpty() {
    return earlier.isEmpty() && restored.isEmpty();
  }

  /** Adds what must be known of them after a restart. */
  void addTo(Map<Position, Pending.Attempted> attempted) {
    attempted.putAll(restored);
    earlier.values().forEach(entry -> add(entry, attempted));
  }

  /** Adds what must be known of an event after a restart. */
  static void add(Pending entry, Map<Position, Pending.Attempted> attempted) {
    Pending.Attempted one = entry.attempted();
    if (one != null) {
      attempted.put(entry.position(), one);
    }
  }
}
