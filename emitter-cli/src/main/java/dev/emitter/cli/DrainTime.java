package dev.emitter.cli;

import dev.emitter.Emitters;
import dev.emitter.config.Durations;
import java.time.Duration;

/**
 * How long emitters have to deliver at the end of a run: less from the moment that the process is
 * asked to end, which is told with what is left. Not thread-safe.
 */
final class DrainTime {

  private static final Duration LOOK = Duration.ofMillis(100);

  private final Emitters emitters;
  private final RunSettings settings;
  private final Messages messages;
  private final Termination termination;
  private Duration limit;
  private Deadline end;
  private boolean told;

  /** Begins the time. */
  DrainTime(Emitters emitters, RunSettings settings, Messages messages, Termination termination) {
    this.emitters = emitters;
    this.settings = settings;
    this.messages = messages;
    this.termination = termination;
    this.limit = settings.drain();
    this.end = Deadline.in(limit);
  }

  /** Returns how long it is until the end; zero when it is over. */
  Duration left() {
    Deadline asked = told ? null : termination.after(settings.grace());
    if (asked != null) {
      told = true;
      if (asked.left().compareTo(end.left()) < 0) {
        limit = settings.grace();
        end = asked;
        tell(limit);
      } else {
        tell(wholeSeconds(end.left()));
      }
    }
    return end.left();
  }

  /** Returns how long it is until the end, or until it is time to ask again. */
  Duration turn() {
    Duration left = left();
    return left.compareTo(LOOK) < 0 ? left : LOOK;
  }

  boolean isOver() {
    return left().isZero();
  }

  /** Returns how long emitters have in all. */
  Duration limit() {
    return limit;
  }

  private void tell(Duration most) {
    boolean idle = emitters.awaitIdle(Duration.ZERO);
    messages.say(
        "asked to end: "
            + Undelivered.text(emitters.status())
            + (idle
                ? ""
                : "; waiting at most "
                    + Durations.format(most)
                    + " for them; ask again to end at once"));
  }

  private static Duration wholeSeconds(Duration left) {
    return Duration.ofSeconds(left.plusMillis(999).toSeconds());
  }
}
