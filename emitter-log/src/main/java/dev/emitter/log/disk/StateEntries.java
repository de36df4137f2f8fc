package dev.emitter.log.disk;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * The entries as they are on the disk. Thread-safe as long as only one thread at a time changes
 * them.
 */
final class StateEntries {

  /** What a line takes besides its key and value, roughly. */
  private static final int LINE = LineChecksum.LENGTH + 24;

  private final SortedMap<String, String> values;
  private long bytes;

  StateEntries(SortedMap<String, String> values) {
    this.values = values;
    values.forEach((key, value) -> bytes += weight(key, value));
  }

  /** Returns about how many bytes a snapshot takes. */
  synchronized long bytes() {
    return bytes;
  }

  /** Returns a copy of those whose key begins with the prefix. */
  synchronized SortedMap<String, String> copy(String prefix) {
    return new TreeMap<>(from(prefix));
  }

  private SortedMap<String, String> from(String prefix) {
    String last = prefix;
    while (!last.isEmpty() && last.charAt(last.length() - 1) == Character.MAX_VALUE) {
      last = last.substring(0, last.length() - 1);
    }
    if (last.isEmpty()) {
      return values.tailMap(prefix);
    }
    int tail = last.length() - 1;
    return values.subMap(prefix, last.substring(0, tail) + (char) (last.charAt(tail) + 1));
  }

  synchronized void apply(Map<String, Optional<String>> changes) {
    changes.forEach(
        (key, change) -> {
          String value = change.orElse(null);
          String before = value == null ? values.remove(key) : values.put(key, value);
          bytes += value == null ? 0 : weight(key, value);
          bytes -= before == null ? 0 : weight(key, before);
        });
  }

  /**
   * Passes on all entries in the order of their keys; only for the thread that changes them, so
   * that readers need not wait until a snapshot is on the disk.
   */
  void forEach(BiConsumer<String, String> taker) {
    values.forEach(taker);
  }

  /** Returns how many there are; only for the thread that changes them. */
  int size() {
    return values.size();
  }

  private static long weight(String key, String value) {
    return (long) LINE + key.length() + value.length();
  }
}
