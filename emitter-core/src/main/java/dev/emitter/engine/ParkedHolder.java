package dev.emitter.engine;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Who holds events that are set aside. Called on the loop. */
interface ParkedHolder {

  /** Returns when the oldest of them was set aside; null if there is none. */
  @Nullable Instant oldest();

  /**
   * Forgets the oldest of them, and tells.
   *
   * @param reason why, for people
   */
  void dropOldest(String reason);
}
