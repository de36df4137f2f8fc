package dev.emitter.log.disk;

import dev.emitter.problem.Loggers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;

/** Reports each damage once, and remembers the first thousand. Thread-safe. */
final class DamageBook {

  private static final Logger LOG = Loggers.of(DiskEventLog.class);
  private static final int MOST = 1_000;

  private final List<Damage> entries = new ArrayList<>();
  private final Set<Place> places = new HashSet<>();

  private record Place(String file, long fromByte) {}

  void report(Damage damage) {
    synchronized (entries) {
      if (entries.size() >= MOST || !places.add(new Place(damage.file(), damage.fromByte()))) {
        return;
      }
      entries.add(damage);
    }
    if (damage.torn() || damage.events() == 0) {
      LOG.warn("the event log was cut off: {}", damage);
    } else {
      LOG.error("the event log is damaged: {}; it goes on with the next good event", damage);
    }
  }

  List<Damage> entries() {
    synchronized (entries) {
      return List.copyOf(entries);
    }
  }
}
