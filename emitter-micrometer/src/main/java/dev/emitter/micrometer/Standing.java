package dev.emitter.micrometer;

import dev.emitter.delivery.EmitterState;
import dev.emitter.delivery.EmitterStatus;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the emitters of one group stand at one moment. Not thread-safe while it is added to. */
final class Standing {

  private final Map<EmitterState, Integer> states = new EnumMap<>(EmitterState.class);
  private long lag;
  private @Nullable Instant waitingSince;

  void add(EmitterStatus status) {
    states.merge(status.state(), 1, Integer::sum);
    lag += status.backlog();
    Instant since = status.waitingSince();
    if (since != null && (waitingSince == null || since.isBefore(waitingSince))) {
      waitingSince = since;
    }
  }

  /** Returns how many of its emitters are in the state. */
  int in(EmitterState state) {
    return states.getOrDefault(state, 0);
  }

  /** Returns how many events wait. */
  long lag() {
    return lag;
  }

  /** Returns how long the oldest event has been waiting, in seconds; 0 if none waits. */
  double age(long wallMillis) {
    return waitingSince == null
        ? 0
        : Math.max(0, wallMillis - waitingSince.toEpochMilli()) / 1_000.0;
  }
}
