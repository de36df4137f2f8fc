package dev.emitter.config;

import dev.emitter.definition.Identity;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An identity and the users whose emitters may use it. Immutable.
 *
 * @param users the owners of such emitters; {@link #EVERYONE} for all, empty for system emitters
 *     only
 */
record KnownIdentity(Identity identity, Set<String> users) {

  static final String EVERYONE = "*";

  KnownIdentity {
    users = Set.copyOf(users);
  }

  /** Returns whether an emitter of this owner may use it; null for a system emitter. */
  boolean isFor(@Nullable String owner) {
    return owner == null || users.contains(EVERYONE) || users.contains(owner);
  }
}
