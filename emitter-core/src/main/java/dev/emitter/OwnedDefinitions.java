package dev.emitter;

import dev.emitter.delivery.OwnerLimit;
import dev.emitter.delivery.OwnerLimits;
import dev.emitter.delivery.OwnerUsage;
import dev.emitter.problem.LimitExceededException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * How many definitions each owner has, and of how many bytes, with what is about to be stored: so
 * that two changes at once do not exceed together what each alone would not. Thread-safe.
 */
final class OwnedDefinitions {

  private final OwnerLimits limits;
  private final Consumer<String> reached;
  private final Map<String, Held> owners = new HashMap<>();

  /**
   * Creates a count of nothing.
   *
   * @param reached is told the name of each limit that would be exceeded
   */
  OwnedDefinitions(OwnerLimits limits, Consumer<String> reached) {
    this.limits = limits;
    this.reached = reached;
  }

  /**
   * What an owner has.
   *
   * @param bytes of all definitions together
   */
  private record Held(long definitions, long bytes) {

    private static final Held NOTHING = new Held(0, 0);

    private Held plus(long more, long moreBytes) {
      return new Held(definitions + more, bytes + moreBytes);
    }
  }

  /** Returns how much an owner has, and may have. */
  OwnerUsage usage(String owner) {
    Held held = of(owner);
    return new OwnerUsage(
        owner,
        Map.of(
            OwnerLimit.EMITTERS, use(OwnerLimit.EMITTERS, held.definitions()),
            OwnerLimit.DEFINITION_BYTES, use(OwnerLimit.DEFINITION_BYTES, held.bytes())));
  }

  private OwnerUsage.Use use(OwnerLimit limit, long used) {
    return new OwnerUsage.Use(used, limits.of(limit));
  }

  private synchronized Held of(String owner) {
    return owners.getOrDefault(owner, Held.NOTHING);
  }

  /** Adds, or takes away, what an owner has, whatever the limits say. */
  synchronized void add(String owner, long definitions, long bytes) {
    Held next = of(owner).plus(definitions, bytes);
    if (next.equals(Held.NOTHING)) {
      owners.remove(owner);
    } else {
      owners.put(owner, next);
    }
  }

  /**
   * Adds what an owner is about to have.
   *
   * @param definitions how many more: 1, or 0 if one is changed
   * @param bytes how many more, fewer if negative
   * @throws LimitExceededException if that is more than an owner may have; then nothing is added
   */
  synchronized void reserve(String owner, long definitions, long bytes) {
    Held next = of(owner).plus(definitions, bytes);
    if (definitions > 0) {
      require(owner, OwnerLimit.EMITTERS, next.definitions(), "remove one");
    }
    if (bytes > 0) {
      require(owner, OwnerLimit.DEFINITION_BYTES, next.bytes(), "shorten or remove one");
    }
    add(owner, definitions, bytes);
  }

  private void require(String owner, OwnerLimit limit, long wanted, String cure) {
    long most = limits.of(limit);
    if (wanted > most) {
      reached.accept(limit.label());
      throw new LimitExceededException(
          "user "
              + owner
              + " would have "
              + limit.label()
              + " = "
              + wanted
              + ", and may have at most "
              + most
              + "; "
              + cure
              + ", or an operator raises ownerLimits");
    }
  }
}
