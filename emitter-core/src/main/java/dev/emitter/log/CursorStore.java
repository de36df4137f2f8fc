package dev.emitter.log;

import java.util.Map;

/**
 * Keeps, for each emitter, the position up to which it has settled every event. Implementations are
 * thread-safe.
 */
public interface CursorStore {

  /** Returns the cursors kept, by emitter id. */
  Map<String, Position> load();

  /** Keeps these cursors, by emitter id, in place of earlier ones of the same emitters. */
  void commit(Map<String, Position> cursors);

  /** An emitter was removed. */
  void remove(String emitterId);
}
