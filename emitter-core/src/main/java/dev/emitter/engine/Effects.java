package dev.emitter.engine;

import dev.emitter.problem.Loggers;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;

/** What must happen once a lane's lock is released, in order. Not thread-safe. */
final class Effects {

  private static final Logger LOG = Loggers.of(Effects.class);

  private final List<Runnable> actions = new ArrayList<>(4);

  void add(Runnable action) {
    actions.add(action);
  }

  boolean isEmpty() {
    return actions.isEmpty();
  }

  /** Runs all; one that fails keeps none of the others. */
  void run() {
    for (Runnable action : actions) {
      try {
        action.run();
      } catch (Throwable e) { // listeners, clocks and executors may be the application's
        LOG.error("what follows from a delivery failed", e);
      }
    }
  }
}
