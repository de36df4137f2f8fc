package dev.emitter.log;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Where a {@link StateStore} keeps values that are too large for its entries, such as copies of
 * events that are set aside: they are read when they are asked for, so that they take no memory.
 * Entries of the state hold the names of values. A value is added before the entry that names it is
 * written, and removed after that entry is, so a crash leaves at most values without an entry,
 * which {@link #retain} removes at the next start. Implementations are thread-safe.
 */
public interface BlobStore {

  /**
   * Keeps values, all or none of them, and returns once they survive a crash.
   *
   * @return for each its name, which no other value gets, now or after a restart, as long as it is
   *     among those that are retained
   * @throws EventLogException if they could not be stored
   * @throws IllegalStateException after the store is closed
   */
  List<String> add(List<byte[]> values);

  /**
   * Returns a value.
   *
   * @throws EventLogException if it is not there, damaged, or cannot be read now
   * @throws IllegalStateException after the store is closed
   */
  byte[] get(String name);

  /**
   * Removes values. What is not there does no harm; what cannot be removed now is removed later, at
   * the latest by {@link #retain}.
   */
  void remove(Collection<String> names);

  /**
   * Removes all values but these. Called once after the store was opened, before anything is added.
   */
  void retain(Set<String> names);
}
