package dev.emitter;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** A lock for each emitter: who changes some of them holds those of all these. Thread-safe. */
final class EmitterLocks {

  private final Map<String, Thread> holders = new HashMap<>();

  /**
   * Waits until nobody else holds the lock of any of these emitters, and takes all of them at once.
   * An interrupt does not end the wait; the thread stays interrupted.
   *
   * @throws IllegalStateException if the calling thread holds one of them, or it would wait for
   *     itself
   */
  synchronized void lock(Set<String> ids) {
    boolean interrupted = false;
    while (ids.stream().anyMatch(holders::containsKey)) {
      if (ids.stream().anyMatch(id -> holders.get(id) == Thread.currentThread())) {
        throw new IllegalStateException(
            "a channel registers, changes or removes its own emitter while it is opened: " + ids);
      }
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    ids.forEach(id -> holders.put(id, Thread.currentThread()));
  }

  /** Lets the locks of these emitters go, which the calling thread holds. */
  synchronized void unlock(Set<String> ids) {
    holders.keySet().removeAll(ids);
    notifyAll();
  }
}
