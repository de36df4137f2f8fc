package dev.emitter.engine;

import dev.emitter.event.EventCodec;
import dev.emitter.log.BlobStore;
import dev.emitter.log.StateStore;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Stores the copies of events that are set aside, and then what is known of them; removes the
 * copies once nothing names them. Guarded by the lock of the checkpoints.
 */
final class ParkedCopies {

  /** So many bytes of copies are stored at once. */
  private static final long AT_ONCE = 4 << 20;

  private final StateStore store;
  private final BlobStore blobs;
  private final Map<String, Parked> waiting = new LinkedHashMap<>();
  private final Set<String> removed = new HashSet<>();

  ParkedCopies(StateStore store, BlobStore blobs) {
    this.store = store;
    this.blobs = blobs;
  }

  /** Returns whether a copy waits to be stored. */
  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** Has an event stored, with its copy if that is not stored yet. */
  void put(Parked one, Map<String, Optional<String>> unwritten) {
    if (one.copy().isStored()) {
      unwritten.put(one.key(), Optional.of(ParkedRecord.write(one)));
    } else {
      unwritten.remove(one.key());
      waiting.put(one.key(), one);
    }
  }

  /** Has what is known of an event removed. */
  void remove(Parked one, Map<String, Optional<String>> unwritten) {
    String name = one.copy().name();
    if (name != null) {
      removed.add(name); // perhaps no entry names it yet
    }
    remove(one.key(), unwritten);
  }

  /** Has what is known of an event removed. */
  void remove(String key, Map<String, Optional<String>> unwritten) {
    waiting.remove(key);
    unwritten.put(key, Optional.empty());
  }

  /**
   * Stores the copies that wait, some at a time.
   *
   * @param unwritten gets what is to be written of those that are stored
   * @param done gets the copies that are stored
   * @throws dev.emitter.log.EventLogException if that fails; the others wait on
   */
  void store(Map<String, Optional<String>> unwritten, List<ParkedCopy> done) {
    while (!waiting.isEmpty()) {
      List<Parked> some = new ArrayList<>();
      List<byte[]> values = new ArrayList<>();
      long bytes = 0;
      for (Iterator<Parked> next = waiting.values().iterator();
          next.hasNext() && bytes < AT_ONCE; ) {
        Parked one = next.next();
        byte[] value = EventCodec.encode(one.copy().get());
        some.add(one);
        values.add(value);
        bytes += value.length;
      }
      List<String> names = blobs.add(values);
      for (int i = 0; i < some.size(); i++) {
        Parked one = some.get(i);
        one.copy().stored(blobs, names.get(i));
        waiting.remove(one.key());
        unwritten.put(one.key(), Optional.of(ParkedRecord.write(one)));
        done.add(one.copy());
      }
    }
  }

  /** Notes which copies nothing names any more once these changes are written. */
  void beforeWriting(Map<String, Optional<String>> changes) {
    changes.forEach(
        (key, value) -> {
          if (value.isEmpty() && key.startsWith(StateKeys.PARKED)) {
            String text = store.entries(key).get(key);
            String name = text == null ? null : ParkedRecord.copyOf(text);
            if (name != null) {
              removed.add(name);
            }
          }
        });
  }

  /** Removes the copies that nothing names any more; the changes are written. */
  void afterWriting() {
    if (!removed.isEmpty()) {
      blobs.remove(removed);
      removed.clear();
    }
  }
}
