package dev.emitter.engine;

import dev.emitter.delivery.OwnerLimits;
import java.util.HashMap;
import java.util.Map;

/** What the emitters of one owner take together of what all share. Owned by the loop. */
final class OwnerShare {

  private static final long HOUR_NANOS = 3_600_000_000_000L;

  private final String owner;
  private final OwnerLimits limits;
  private final Map<String, Long> toldAt = new HashMap<>(2);

  OwnerShare(String owner, OwnerLimits limits) {
    this.owner = owner;
    this.limits = limits;
  }

  String owner() {
    return owner;
  }

  OwnerLimits limits() {
    return limits;
  }

  /** Returns whether the owner is to be told of a limit now: at most once an hour. */
  boolean tellsNow(String limit, long nanoTime) {
    Long before = toldAt.get(limit);
    boolean tells = before == null || nanoTime - before >= HOUR_NANOS;
    if (tells) {
      toldAt.put(limit, nanoTime);
    }
    return tells;
  }
}
