package dev.emitter.engine;

import dev.emitter.problem.Loggers;
import java.time.Duration;
import org.slf4j.Logger;

/**
 * Lets an emitter wait for a second when it cannot be told what its owner may receive, and says so
 * among its last errors: once, until that was well for a while. Owned by the loop.
 */
final class RightsWait {

  /** How long it is before the application is asked again. */
  static final Duration PAUSE = Duration.ofSeconds(1);

  private static final long SPELL = Duration.ofSeconds(10).toNanos();

  private static final Logger LOG = Loggers.of(RightsWait.class);

  private final LaneState lane;
  private final Slot slot;
  private final LaneContext around;
  private int pauses;
  private boolean ever;
  private long lastAt;

  RightsWait(LaneState lane, Slot slot, LaneContext around) {
    this.lane = lane;
    this.slot = slot;
    this.around = around;
  }

  /** Returns whether it is yet to wait. */
  boolean isOn() {
    return pauses > 0;
  }

  /** Waits, and looks at what there is to do then. */
  void begin(String fault) {
    tell(fault);
    pauses++;
    lane.waitsForRights(1);
    around.timers().schedule(PAUSE, this::end);
  }

  private void end() {
    pauses--;
    lane.waitsForRights(-1);
    slot.look(lane);
  }

  private void tell(String fault) {
    try {
      long now = around.time().nanoTime();
      if (!ever || now - lastAt > SPELL) {
        lane.found(fault, around.time().clock().instant());
      }
      ever = true;
      lastAt = now;
    } catch (RuntimeException e) { // clocks may be the application's, and nothing hangs on this
      LOG.warn("emitter {}: {}", lane.id(), fault, e);
    }
  }
}
