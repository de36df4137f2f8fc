package dev.emitter;

import dev.emitter.channel.ResolvedEmitter;
import dev.emitter.engine.Engine;
import dev.emitter.problem.EmitterException;
import dev.emitter.problem.Suggestion;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Says, alike in every operation, that an emitter is not there. Thread-safe. */
final class UnknownEmitter {

  private final Engine engine;
  private final Function<String, @Nullable String> refused;

  /**
   * Creates what says so.
   *
   * @param refused returns that an emitter which is defined is not at work, and why; null if it is
   */
  UnknownEmitter(Engine engine, Function<String, @Nullable String> refused) {
    this.engine = engine;
    this.refused = refused;
  }

  /** Returns what was found, or throws why nothing was found for this id. */
  <T> T required(String id, @Nullable T found) {
    if (found == null) {
      throw new EmitterException(message(id));
    }
    return found;
  }

  private String message(String id) {
    String why = refused.apply(id);
    return why == null ? unknown(id) : why;
  }

  private String unknown(String id) {
    List<String> ids = engine.running().emitters().stream().map(ResolvedEmitter::id).toList();
    String hint = Suggestion.nearest(id, ids);
    return "there is no emitter \"" + id + "\"" + absence(id) + (hint == null ? "" : "; " + hint);
  }

  private String absence(String id) {
    return engine.absent().contains(id)
        ? " now, but an earlier process had it; what waits for it is kept until one of this id is"
            + " back, as long as the log keeps events"
        : "";
  }
}
