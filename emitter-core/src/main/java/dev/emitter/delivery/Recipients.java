package dev.emitter.delivery;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Resolves the people and groups that definitions name in {@code notify}. The application decides
 * what a name stands for, and whom the definition of a user may name. Asked when a definition is
 * registered and each time that somebody is to be told; it may block. Implementations are
 * thread-safe.
 */
@FunctionalInterface
public interface Recipients {

  /**
   * Returns the addresses of a person or group, as the notifier takes them; none if there is no
   * such name, or if emitters of this owner may not name it.
   *
   * @param owner the user whose emitter it is; null for a system emitter
   */
  List<String> addresses(String name, @Nullable String owner);

  /**
   * Returns the names that may be named, for messages; none if that is not to be told.
   *
   * @param owner the user whose emitter it is; null for a system emitter
   */
  default List<String> names(@Nullable String owner) {
    return List.of();
  }

  /** Returns recipients that know nobody. */
  static Recipients none() {
    return (name, owner) -> List.of();
  }
}
