package dev.emitter.log;

import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/** Large values in entries of a state that has no other place for them. Thread-safe. */
final class EntryBlobs implements BlobStore {

  private static final String PREFIX = "blob/";
  private static final int NOT_KNOWN = -1;

  private final StateStore store;
  private final ReentrantLock lock = new ReentrantLock();
  private long last = NOT_KNOWN;

  EntryBlobs(StateStore store) {
    this.store = store;
  }

  @Override
  public List<String> add(List<byte[]> values) {
    Map<String, Optional<String>> changes = new LinkedHashMap<>();
    List<String> names = new ArrayList<>(values.size());
    for (byte[] value : values) {
      String name = Long.toString(nextNumber());
      names.add(name);
      changes.put(PREFIX + name, Optional.of(Base64.getEncoder().encodeToString(value)));
    }
    store.write(changes);
    return names;
  }

  private long nextNumber() {
    lock.lock();
    try {
      if (last == NOT_KNOWN) {
        last = highest(names());
      }
      last++;
      return last;
    } finally {
      lock.unlock();
    }
  }

  private List<String> names() {
    return store.entries(PREFIX).keySet().stream()
        .map(key -> key.substring(PREFIX.length()))
        .toList();
  }

  private static long highest(Collection<String> names) {
    return names.stream().mapToLong(EntryBlobs::number).max().orElse(0);
  }

  private static long number(String name) {
    try {
      return Long.parseLong(name);
    } catch (NumberFormatException ofAnotherStore) {
      return 0;
    }
  }

  @Override
  public byte[] get(String name) {
    String text = store.entries(PREFIX + name).get(PREFIX + name);
    if (text == null) {
      throw new EventLogException("the state has no value " + name + " any more");
    }
    return Base64.getDecoder().decode(text);
  }

  @Override
  public void remove(Collection<String> names) {
    Map<String, Optional<String>> changes = new LinkedHashMap<>();
    names.forEach(name -> changes.put(PREFIX + name, Optional.empty()));
    try {
      store.write(changes);
    } catch (EventLogException notNow) {
      // what is left over is removed at the next start
    }
  }

  @Override
  public void retain(Set<String> names) {
    List<String> there = names();
    lock.lock();
    try {
      last = Math.max(highest(there), highest(names));
    } finally {
      lock.unlock();
    }
    remove(there.stream().filter(name -> !names.contains(name)).toList());
  }
}
