package dev.emitter.engine;

import dev.emitter.delivery.OwnerLimit;
import dev.emitter.delivery.OwnerLimits;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How many bytes the events take that are set aside: those of each owner, wherever their copies
 * are, and what all of them take in memory. Beyond that the oldest are forgotten: those of the
 * owner, or of who has most in memory. Owned by the loop.
 */
final class ParkedBudget {

  /** What is known of a parked event besides its copy takes so much, roughly. */
  private static final int OVERHEAD = 1_000;

  private static final int PART_OF_HEAP = 8;

  /** With a log in memory an owner may have this part of what he may have on disk. */
  private static final int PART_IN_MEMORY = 16;

  private final boolean stored;
  private final long mostOfOwner;
  private final long mostInMemory;
  private final Map<String, Share> owners = new HashMap<>();
  private final Share operators = new Share("operators");
  private long inMemory;

  /** What one owner has. */
  private static final class Share {

    private final String name;
    private final Set<ParkedHolder> holders = new LinkedHashSet<>();
    private long bytes;
    private long inMemory;

    Share(String name) {
      this.name = name;
    }

    /** Returns whether there was anything to drop. */
    boolean dropOldest(String reason) {
      ParkedHolder first = null;
      Instant oldest = null;
      for (ParkedHolder holder : holders) {
        Instant at = holder.oldest();
        if (at != null && (oldest == null || at.isBefore(oldest))) {
          oldest = at;
          first = holder;
        }
      }
      if (first != null) {
        first.dropOldest(reason);
      }
      return first != null;
    }
  }

  /**
   * Creates a budget of which nothing is used.
   *
   * @param stored whether copies are stored, and leave the memory
   * @param mostOfOwner how many bytes an owner may have
   * @param mostInMemory how many bytes of memory all may take
   */
  ParkedBudget(boolean stored, long mostOfOwner, long mostInMemory) {
    this.stored = stored;
    this.mostOfOwner = mostOfOwner;
    this.mostInMemory = mostInMemory;
  }

  /** Returns a budget of an eighth of what this process may have at most. */
  static ParkedBudget of(OwnerLimits limits, boolean stored) {
    long most = limits.of(OwnerLimit.PARKED_BYTES);
    return new ParkedBudget(
        stored,
        stored ? most : Math.max(1, most / PART_IN_MEMORY),
        Runtime.getRuntime().maxMemory() / PART_OF_HEAP);
  }

  /** Notes that an owner, or null for operators, has one more; {@link #enforce} follows. */
  void add(@Nullable String owner, ParkedHolder holder, Parked one) {
    Share share = owner == null ? operators : owners.computeIfAbsent(owner, Share::new);
    share.holders.add(holder);
    count(share, one, 1);
  }

  /** Notes that an owner has one less. */
  void remove(@Nullable String owner, ParkedHolder holder, Parked one) {
    Share share = owner == null ? operators : owners.get(owner);
    if (share == null) {
      return;
    }
    count(share, one, -1);
    if (holder.oldest() == null) {
      share.holders.remove(holder);
    }
    if (owner != null && share.holders.isEmpty()) {
      owners.remove(owner);
    }
  }

  private void count(Share share, Parked one, int sign) {
    long rest = OVERHEAD + 2L * one.event().reason().length();
    long all = rest + one.copy().bytes();
    share.bytes += sign * all;
    share.inMemory += sign * (stored ? rest : all);
    inMemory += sign * (stored ? rest : all);
  }

  /** Returns how many bytes an owner has. */
  long bytes(String owner) {
    Share share = owners.get(owner);
    return share == null ? 0 : share.bytes;
  }

  /** Has the oldest forgotten of what is too much. */
  void enforce(@Nullable String owner) {
    Share share = owner == null ? null : owners.get(owner);
    boolean dropped = true;
    while (dropped && share != null && share.bytes > mostOfOwner) {
      dropped =
          share.dropOldest(
              "the parked events of "
                  + share.name
                  + " take more than "
                  + mostOfOwner
                  + " bytes (parkedBytes)");
    }
    dropped = true;
    while (dropped && inMemory > mostInMemory) {
      dropped =
          largest()
              .dropOldest(
                  "parked events take more than "
                      + mostInMemory
                      + " bytes of the memory; these most");
    }
  }

  private Share largest() {
    Share largest = operators;
    for (Share share : owners.values()) {
      largest = share.inMemory > largest.inMemory ? share : largest;
    }
    return largest;
  }
}
