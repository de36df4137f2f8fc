package dev.emitter.audit;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * About how many bytes each user has stored since the limit of all stores of the user was looked
 * at, as adding these up is not worth it for each event. It is counted by user, not by emitter: a
 * user may have many, and change or remove each after a few events. Thread-safe.
 */
final class UncheckedBytes {

  private static final int PARTS = 64;

  private final ConcurrentMap<String, Long> byOwner = new ConcurrentHashMap<>();

  /** Counts bytes; returns whether the user has stored so many that the limit is to be checked. */
  boolean add(String owner, long bytes, long limit) {
    return byOwner.merge(owner, bytes, Long::sum) >= limit / PARTS;
  }

  /** Returns whether the user has stored anything. */
  boolean has(String owner) {
    return byOwner.containsKey(owner);
  }

  /** Begins anew, as the limit is looked at now. */
  void checked(String owner) {
    byOwner.remove(owner);
  }
}
