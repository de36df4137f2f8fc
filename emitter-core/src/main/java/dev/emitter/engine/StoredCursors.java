package dev.emitter.engine;

import dev.emitter.log.Position;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The cursors that are in the store. Any thread may ask; changes are guarded by the lock of the
 * checkpoints.
 */
final class StoredCursors {

  /**
   * Empty for a lane that follows the router. They are set before {@link #routed} and read after
   * it, so that a lane is never taken to be where the router is once it has fallen behind.
   */
  private final Map<String, Optional<Position>> cursors = new ConcurrentHashMap<>();

  private final Map<String, Optional<Position>> unwritten = new HashMap<>();
  private volatile @Nullable Position routed;

  /** Begins with what is stored. */
  StoredCursors(Map<String, Position> stored, @Nullable Position routed) {
    stored.forEach((id, at) -> cursors.put(id, Optional.of(at)));
    this.routed = routed;
  }

  /** Returns up to where an emitter has settled all, as it is stored; null if that is not known. */
  @Nullable Position settledTo(String id) {
    Position router = routed;
    Optional<Position> cursor = cursors.get(id);
    return cursor == null ? null : cursor.orElse(router);
  }

  /** Returns the position of the router that is stored; null if none is. */
  @Nullable Position routed() {
    return routed;
  }

  /** An emitter has another cursor, which is about to be written; null if it follows the router. */
  void change(String id, @Nullable Position cursor) {
    unwritten.put(id, Optional.ofNullable(cursor));
  }

  /** What was about to be written of an emitter is not. */
  void cancel(String id) {
    unwritten.remove(id);
  }

  /** Nothing is known of an emitter any more; any thread may say so. */
  void forget(String id) {
    cursors.remove(id);
  }

  /**
   * What was about to be written is.
   *
   * @param router the position of the router that was written; null if none was
   */
  void written(@Nullable Position router) {
    cursors.putAll(unwritten);
    unwritten.clear();
    routed = router == null ? routed : router;
  }
}
